package org.groundswell.donations.service.giving;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.groundswell.testing.SentBody;

/** What a servlet answers to one request, without a container. Whoever is asked for anything else says so. */
final class Exchange {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(body, true, StandardCharsets.UTF_8);
    private int status = 200;

    /** @param address a path below the servlet's pattern and a query, each of which may be missing */
    static Exchange get(HttpServlet servlet, String address) throws Exception {
        return new Exchange().ask(servlet, "GET", address, null, "");
    }

    static Exchange post(HttpServlet servlet, String address, Map<String, String> fields) throws Exception {
        return send(servlet, address, FORM, fields.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&")));
    }

    static Exchange send(HttpServlet servlet, String address, String contentType, String body) throws Exception {
        return new Exchange().ask(servlet, "POST", address, contentType, body);
    }

    int status() {
        return status;
    }

    /** "" where there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String body() {
        writer.flush();
        return body.toString(StandardCharsets.UTF_8);
    }

    private Exchange ask(HttpServlet servlet, String method, String address, String contentType, String sent)
            throws ServletException, IOException {
        String[] parts = address.split("\\?", 2);
        var in = new SentBody(sent.getBytes(StandardCharsets.UTF_8));
        var request = of(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getPathInfo" -> parts[0];
            case "getQueryString" -> parts.length > 1 ? parts[1] : null;
            case "getContentType" -> contentType;
            case "getInputStream" -> in;
            case "getRemoteAddr" -> "198.51.100.1";
            case "getHeaderNames" -> Collections.enumeration(List.of("X-Signature"));
            case "getHeader" -> arguments[0].equals("X-Signature") ? "signed" : null;
            case "setAttribute" -> null;
            case "getProtocol" -> "HTTP/1.1";
            default -> throw new UnsupportedOperationException(name);
        });
        servlet.service(request, response());
        return this;
    }

    private HttpServletResponse response() {
        return of(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus", "sendError" -> status = (int) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                case "setContentLength", "getOutputStream", "getWriter" -> { }
                default -> throw new UnsupportedOperationException(name);
            }
            return switch (name) {
                case "getWriter" -> writer;
                case "getOutputStream" -> new Output(body);
                default -> null;
            };
        });
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T of(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(Exchange.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Output(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int each) {
            bytes.write(each);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
