package org.groundswell.console.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;

/** The cookie by which a browser shows its session. */
final class SessionCookie {
    /** Where nodes have sessions in common a balancer leads a browser to any of them. */
    private static final String SHARED = "groundswell-nodes";

    private SessionCookie() {
    }

    /** The hashes of what this browser shows: one begun before there were several nodes goes on at its own. */
    static List<String> hashes(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of)
                .filter(each -> each.getName().equals(SHARED) || each.getName().equals(own(request)))
                .map(Cookie::getValue).filter(each -> !each.isEmpty()).map(OneTimeLink::hash).toList();
    }

    /** The header that gives it to the browser. */
    static String header(HttpServletRequest request, boolean isShared, String value, String more) {
        return (isShared ? SHARED : own(request)) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax"
                + (request.isSecure() ? "; Secure" : "") + more;
    }

    /** Browsers keep cookies by host alone: two nodes on one machine need two names. */
    private static String own(HttpServletRequest request) {
        return "groundswell-" + request.getLocalPort();
    }
}
