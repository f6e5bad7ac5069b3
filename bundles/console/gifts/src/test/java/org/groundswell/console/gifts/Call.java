package org.groundswell.console.gifts;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One request of somebody with these roles, and its answer. */
final class Call {
    int status = 200;
    private String path = "";
    final Map<String, String> headers = new HashMap<>();
    private final String user;
    private final String cookies;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);

    private Call() {
        this("berta", "");
    }

    /** @param cookies as the header has them */
    Call(String user, String cookies) {
        this.user = user;
        this.cookies = cookies;
    }

    static Call get(Page page, String query, String... roles) throws IOException, ServletException {
        return new Call().make(page, "GET", query, "", roles);
    }

    /** A page that answers at more than one address. */
    static Call at(Page page, String path, String query, String... roles) throws IOException, ServletException {
        var call = new Call();
        call.path = path;
        return call.make(page, "GET", query, "", roles);
    }

    /** @param fields names and values in turn */
    static Call post(Page page, List<String> roles, String... fields) throws IOException, ServletException {
        return new Call().send(page, roles, fields);
    }

    Call ask(Page page, String query, String... roles) throws IOException, ServletException {
        return make(page, "GET", query, "", roles);
    }

    Call send(Page page, List<String> roles, String... fields) throws IOException, ServletException {
        var pairs = new HashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.put(fields[i], fields[i + 1]);
        }
        return make(page, "POST", null, query(pairs), roles.toArray(String[]::new));
    }

    static String query(Map<String, String> pairs) {
        return pairs.entrySet().stream().map(each -> each.getKey() + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    String body() {
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Call make(Page page, String method, String query, String body, String... roles)
            throws IOException, ServletException {
        page.service(request(method, query, body, Arrays.asList(roles)), response());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private HttpServletRequest request(String method, String query, String body, List<String> roles) {
        return (HttpServletRequest) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getServletPath" -> path;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getInputStream" -> new In(body.getBytes(StandardCharsets.UTF_8));
                    case "isUserInRole" -> roles.contains(arguments[0]);
                    case "getRemoteUser" -> user;
                    case "isSecure" -> true;
                    case "getCookies" -> cookies.isEmpty() ? null : Arrays.stream(cookies.split("; "))
                            .map(each -> each.split("=", 2)).map(each -> new Cookie(each[0], each[1])).toArray(Cookie[]::new);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "setStatus", "sendError" -> {
                        status = (int) arguments[0];
                        yield null;
                    }
                    case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]) == null ? null : null;
                    case "getWriter" -> writer;
                    case "getOutputStream" -> new Out();
                    case "isCommitted" -> out.size() > 0;
                    case "setContentType" -> null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private final class Out extends ServletOutputStream {
        @Override
        public void write(int each) {
            out.write(each);
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
