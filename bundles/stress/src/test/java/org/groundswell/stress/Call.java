package org.groundswell.stress;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request of an operator, and its answer. */
final class Call {
    int status = 200;
    final Map<String, String> headers = new HashMap<>();
    private final StringWriter out = new StringWriter();

    static Call get(HttpServlet page, String query) throws IOException, ServletException {
        return new Call().make(page, "GET", query, "");
    }

    /** @param fields names and values in turn */
    static Call post(HttpServlet page, String... fields) throws IOException, ServletException {
        var form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return new Call().make(page, "POST", null, form.toString());
    }

    String body() {
        return out.toString();
    }

    private Call make(HttpServlet page, String method, String query, String body)
            throws IOException, ServletException {
        page.service(request(method, query, body), response());
        return this;
    }

    private static HttpServletRequest request(String method, String query, String body) {
        return (HttpServletRequest) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getInputStream" -> new In(body.getBytes(StandardCharsets.UTF_8));
                    case "getRemoteUser" -> "olga";
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private HttpServletResponse response() {
        var writer = new PrintWriter(out);
        return (HttpServletResponse) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "setStatus", "sendError" -> {
                        status = (int) arguments[0];
                        yield null;
                    }
                    case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]) == null ? null : null;
                    case "getWriter" -> writer;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static final class In extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        In(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
