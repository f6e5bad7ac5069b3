package org.groundswell.console.words;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Parts of an address by which one's own mail program answers (RFC 6068). */
final class MailLink {
    /** Characters of a quotation; programs take addresses of a few thousand bytes. */
    private static final int LONGEST = 400;

    private MailLink() {
    }

    /** Whom the mail is for. */
    static String to(String email) {
        return "mailto:" + encoded(email).replace("%40", "@");
    }

    /** The message as it is quoted below an answer; what is too long is cut. */
    static String quoted(String text) {
        boolean isLonger = text.codePointCount(0, text.length()) > LONGEST;
        String shown = isLonger ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…" : text;
        return encoded("\r\n\r\n" + shown.lines().map(each -> "> " + each).collect(Collectors.joining("\r\n")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
