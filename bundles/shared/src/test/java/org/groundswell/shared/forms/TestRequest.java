package org.groundswell.shared.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.groundswell.testing.SentBody;

/** A request that has a content type, a query and a body, and refuses to be asked for anything else. */
final class TestRequest {
    private TestRequest() {
    }

    static HttpServletRequest of(String contentType, String query, String body) {
        var in = new SentBody(body.getBytes(StandardCharsets.UTF_8));
        return (HttpServletRequest) Proxy.newProxyInstance(TestRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, _) -> switch (method.getName()) {
                    case "getContentType" -> contentType;
                    case "getQueryString" -> query;
                    case "getInputStream" -> in;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
