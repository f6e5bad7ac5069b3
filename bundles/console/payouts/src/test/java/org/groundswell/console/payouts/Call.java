package org.groundswell.console.payouts;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request, and its answer. */
final class Call {
    int status = 200;
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);

    static Call get(PayoutPage page, String query) throws IOException, ServletException {
        return new Call().make(page, "GET", query);
    }

    static Call post(PayoutPage page) throws IOException, ServletException {
        return new Call().make(page, "POST", null);
    }

    String body() {
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Call make(PayoutPage page, String method, String query) throws IOException, ServletException {
        page.service((HttpServletRequest) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getRemoteUser" -> "noor";
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    default -> throw new UnsupportedOperationException(called.getName());
                }), response());
        return this;
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus", "sendError" -> status = (int) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "getWriter" -> {
                            return writer;
                        }
                        case "getOutputStream" -> {
                            return new Out();
                        }
                        case "isCommitted" -> {
                            return out.size() > 0;
                        }
                        case "setContentType" -> { }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
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
}
