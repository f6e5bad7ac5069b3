package org.groundswell.shared.addresses;

import java.net.IDN;
import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a domain as DNS has it, in the form of IDNA 2008 (UTS 46, nontransitional), by which mail servers and
 * registries go. The Java platform's is that of 2003, in which {@code stra\u00dfe.de} is somebody else's
 * {@code strasse.de}.
 */
public final class MailDomain {
    /** Those that IDNA takes for full stops (RFC 3490, section 3.1). */
    static final Pattern LABEL_ENDS = Pattern.compile("[.\\u3002\\uff0e\\uff61]");
    /** A name that DNS has in an encoded form. */
    static final String ENCODED = "xn--";
    private static final Pattern SHARP_S = Pattern.compile("[\\u00df\\u1e9e]");
    private static final char FINAL_SIGMA = '\u03c2';
    private static final char SIGMA = '\u03c3';
    private static final int LONGEST_LABEL = 63;

    private MailDomain() {
    }

    /** @throws IllegalArgumentException where there can be no domain of this name */
    public static String ascii(String domain) {
        // As a whole first, for the rules of all its other letters.
        IDN.toASCII(SHARP_S.matcher(domain).replaceAll("ss").replace(FINAL_SIGMA, SIGMA), IDN.USE_STD3_ASCII_RULES);
        return LABEL_ENDS.splitAsStream(domain).map(MailDomain::label).collect(Collectors.joining("."));
    }

    private static String label(String label) {
        if (!SHARP_S.matcher(label).find() && label.indexOf(FINAL_SIGMA) < 0) {
            return IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
        }
        var lower = new StringBuilder();
        Normalizer.normalize(label, Normalizer.Form.NFKC).codePoints().map(Character::toLowerCase)
                .forEach(lower::appendCodePoint);
        String encoded = ENCODED + Punycode.encoded(lower.toString());
        if (encoded.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a name of DNS has " + LONGEST_LABEL + " letters at most");
        }
        return encoded;
    }
}
