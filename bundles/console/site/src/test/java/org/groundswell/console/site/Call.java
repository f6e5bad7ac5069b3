package org.groundswell.console.site;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One request, and its answer. */
final class Call {
    int status = 200;
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);

    static Call get(SitePage page, String query) throws IOException, ServletException {
        var call = new Call();
        page.service(request("GET", "", query, ""), call.response());
        return call;
    }

    /** @param fields names and values in turn */
    static Call post(SitePage page, String who, String... fields) throws IOException, ServletException {
        var pairs = new HashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.put(fields[i], fields[i + 1]);
        }
        return new Call().make(page, who, query(pairs));
    }

    static String query(Map<String, String> pairs) {
        return pairs.entrySet().stream().map(each -> each.getKey() + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    String body() {
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Call make(SitePage page, String who, String body) throws IOException, ServletException {
        page.service(request("POST", who, null, body), response());
        return this;
    }

    private static HttpServletRequest request(String method, String who, String query, String body) {
        return (HttpServletRequest) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getInputStream" -> new In(body.getBytes(StandardCharsets.UTF_8));
                    case "getRemoteUser" -> who;
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
                    case "getHeader" -> headers.get((String) arguments[0]);
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
