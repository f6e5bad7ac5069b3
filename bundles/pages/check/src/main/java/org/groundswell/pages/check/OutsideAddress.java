package org.groundswell.pages.check;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people and servers write them, and as browsers send them: Java's own reading refuses many that work. */
final class OutsideAddress {
    private static final Pattern WRITTEN = Pattern.compile("(?is)(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final String NEVER_RAW = "\"<>\\^`{|}[]";
    private static final Pattern ENCODED = Pattern.compile("%[0-9a-fA-F]{2}");

    private OutsideAddress() {
    }

    /** Empty where nobody could go there. */
    static Optional<URI> of(String written) {
        Matcher parts = WRITTEN.matcher(written.startsWith("//") ? "https:" + written : written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String path = parts.group(3).isEmpty() ? "/" : parts.group(3);
        String query = parts.group(4) == null ? "" : parts.group(4);
        try {
            var address = URI.create(parts.group(1) + "://" + IDN.toASCII(parts.group(2)) + encoded(path + query));
            return Optional.of(address).filter(each -> each.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where a site sends on. */
    static Optional<URI> next(URI from, String location) {
        String to = location.replaceFirst("(?s)#.*", "");
        if (WRITTEN.matcher(to).matches()) {
            return of(to);
        }
        if (to.startsWith("//")) {
            return of(from.getScheme() + ":" + to);
        }
        if (to.startsWith("?")) {
            return of(from.getScheme() + "://" + from.getRawAuthority() + from.getRawPath() + to);
        }
        try {
            return Optional.of(to.isEmpty() ? from : from.resolve(encoded(to)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A path with its query as it is sent; what is encoded already stays so. */
    static String encoded(String text) {
        var all = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            char each = raw.charAt(i);
            boolean isPlain = each == '%' ? ENCODED.matcher(raw).region(i, raw.length()).lookingAt()
                    : each > ' ' && each < 0x7f && NEVER_RAW.indexOf(each) < 0;
            all.append(isPlain ? String.valueOf(each) : "%" + HexFormat.of().withUpperCase().toHexDigits(bytes[i]));
        }
        return all.toString();
    }
}
