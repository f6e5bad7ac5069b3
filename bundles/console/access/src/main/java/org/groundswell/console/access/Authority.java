package org.groundswell.console.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as the headers Host, Origin and Referer name them (RFC 9110, section 7.2; RFC 6454, section 7.1).
 * Only what browsers send is understood: no user, no escapes, no odd letters.
 *
 * @param host in small letters, without a dot at its end; an IPv6 address in brackets
 * @param port 0 where none is given
 */
record Authority(String host, int port) {
    private static final int LONGEST = 300;
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}\\]|[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.?(?::([0-9]{1,5}))?");
    private static final Pattern NUMBERS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    /** What a Host header says, or nothing where it is none that a browser sends. */
    static Optional<Authority> ofHost(String text) {
        return parse(text, 0);
    }

    /** What an Origin header says; nothing for {@code null} and whatever is no origin of a web page. */
    static Optional<Authority> ofOrigin(String text) {
        return withoutScheme(text, "");
    }

    /** The origin of the page that a Referer header names. */
    static Optional<Authority> ofReferer(String text) {
        return withoutScheme(text, "[/?#].*");
    }

    /** Whether this is an address rather than a name: nobody can lead an address elsewhere by DNS. */
    boolean isAddress() {
        return host.startsWith("[") || NUMBERS.matcher(host).matches();
    }

    /** Whether browsers look this name up on their own machine (RFC 6761, section 6.3). */
    boolean isLoopbackName() {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    /** Whether a page of this origin was served under that Host; a Host without a port means the scheme's own. */
    boolean isServedBy(Authority served) {
        return host.equals(served.host) && (port == served.port || served.port == 0 && (port == 80 || port == 443));
    }

    private static Optional<Authority> withoutScheme(String text, String rest) {
        boolean secure = text.startsWith(HTTPS);
        if (!secure && !text.startsWith(HTTP)) {
            return Optional.empty();
        }
        String after = text.substring(secure ? HTTPS.length() : HTTP.length());
        return parse(rest.isEmpty() ? after : after.replaceFirst("(?s)" + rest, ""), secure ? 443 : 80);
    }

    private static Optional<Authority> parse(String text, int ordinaryPort) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(2) == null ? ordinaryPort : Integer.parseInt(matcher.group(2));
        return port > 65_535 ? Optional.empty()
                : Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
    }
}
