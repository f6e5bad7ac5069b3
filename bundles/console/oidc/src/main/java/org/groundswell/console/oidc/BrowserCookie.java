package org.groundswell.console.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;

/** The cookie of a browser that is on its way to the provider and back; sent to these two pages only. */
final class BrowserCookie {
    private static final String PLACE = "; Path=/admin/sign-in; HttpOnly; SameSite=Lax";

    private BrowserCookie() {
    }

    /** Its value, or an empty text. */
    static String read(HttpServletRequest request) {
        String name = name(request);
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of).filter(each -> each.getName().equals(name))
                .map(Cookie::getValue).findFirst().orElse("");
    }

    static void set(HttpServletRequest request, HttpServletResponse response, String value) {
        response.addHeader("Set-Cookie", name(request) + "=" + value + PLACE + "; Max-Age=600"
                + (request.isSecure() ? "; Secure" : ""));
    }

    static void takeAway(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", name(request) + "=" + PLACE + "; Max-Age=0"
                + (request.isSecure() ? "; Secure" : ""));
    }

    /** Browsers keep cookies by host alone: two nodes on one machine need two names. */
    private static String name(HttpServletRequest request) {
        return "groundswell-openid-" + request.getLocalPort();
    }
}
