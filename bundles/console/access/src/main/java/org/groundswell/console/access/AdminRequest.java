package org.groundswell.console.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What decides whether a request may reach an admin page. Headers keep every value that was sent, because two of one
 * kind are nobody's honest request.
 *
 * @param secure     whether it came by TLS, to us or to a proxy of ours
 * @param parameters the names of the query's parameters; empty for a request with a body of its own
 * @param hasBody    whether it announces a body
 */
record AdminRequest(String method, boolean secure, List<String> host, List<String> site, List<String> mode,
        List<String> origin, List<String> referer, Set<String> parameters, boolean hasBody) {

    /** @throws RuntimeException where the query cannot be read, for example {@code ?x=%ff} */
    static AdminRequest of(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        boolean reads = isRead(request.getMethod()) && !hasBody;
        return new AdminRequest(request.getMethod(), request.isSecure(), all(request, "Host"),
                all(request, "Sec-Fetch-Site"), all(request, "Sec-Fetch-Mode"), all(request, "Origin"),
                all(request, "Referer"), reads ? Set.copyOf(request.getParameterMap().keySet()) : Set.of(), hasBody);
    }

    boolean isRead() {
        return isRead(method);
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
