package org.groundswell.shared.addresses;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.util.regex.Pattern;
import org.groundswell.shared.forms.WideLetters;

/**
 * The one check of an e-mail address, made where it can still be put right: at the form. What passes can be sent to, as
 * far as its letters tell (RFC 5321, and RFC 6531 for letters beyond ASCII); whether somebody reads it only a mail tells.
 */
public final class EmailAddress {
    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    private static final int LONGEST = 254;
    /** Come along when an address is copied: zero-width characters, soft hyphens, marks of direction, odd spaces. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}|^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
    /** Allowed between quotation marks and in comments, which nobody's address has and many servers refuse. */
    private static final Pattern ODD = Pattern.compile("[\\s\\p{Z}\\p{C}\"()]");
    private static final EmailValidator RULES = JMail.strictValidator().requireTopLevelDomain().disallowIpDomain()
            .disallowQuotedIdentifiers().disallowObsoleteWhitespace().disallowSingleCharacterTopLevelDomains();


    private EmailAddress() {
    }

    /** The text without what nobody sees, and in letters of the usual width; may be empty. */
    public static String cleaned(String typed) {
        return UNSEEN.matcher(WideLetters.narrowed(typed)).replaceAll("");
    }

    /** Whether mail can be sent to this text, as {@link #cleaned} left it. */
    public static boolean isValid(String text) {
        return text.length() <= LONGEST && !ODD.matcher(text).find() && RULES.isValid(text)
                && Scripts.belongTogether(text) && hasDomain(text.substring(text.lastIndexOf('@') + 1));
    }

    /** Receipts travel to the name as DNS has it (RFC 5891). */
    private static boolean hasDomain(String domain) {
        try {
            return !MailDomain.ascii(domain).isEmpty()
                    && MailDomain.LABEL_ENDS.splitAsStream(domain).allMatch(EmailAddress::isLabel);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A name that DNS has in an encoded form has to stand for letters. */
    private static boolean isLabel(String label) {
        return !label.regionMatches(true, 0, MailDomain.ENCODED, 0, MailDomain.ENCODED.length()) || Punycode.decoded(
                label.substring(MailDomain.ENCODED.length())).filter(EmailAddress::isWritable).isPresent();
    }

    private static boolean isWritable(String letters) {
        return letters.codePoints().anyMatch(each -> each > 127) && Scripts.belongTogether(letters)
                && letters.codePoints().allMatch(each -> Character.isDefined(each) && !Character.isISOControl(each)
                        && !Character.isSpaceChar(each) && Character.getType(each) != Character.PRIVATE_USE
                        && Character.getType(each) != Character.SURROGATE);
    }
}
