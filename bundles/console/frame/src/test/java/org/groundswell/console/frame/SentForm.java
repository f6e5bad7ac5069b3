package org.groundswell.console.frame;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.console.api.SignedIn;
import org.groundswell.console.testing.Call;

/** A form that a browser sends to the console. */
final class SentForm {
    final Map<String, String> headers = new HashMap<>(Map.of("Sec-Fetch-Site", "same-origin"));
    String method = "POST";
    String address = "/admin/gifts/gift";
    String query;
    /** Whose session it comes with; null where with none. */
    SignedIn person;

    HttpServletRequest with(Map<String, String> fields) {
        byte[] body = Call.query(fields).getBytes(StandardCharsets.UTF_8);
        return (HttpServletRequest) Proxy.newProxyInstance(SentForm.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> address;
                    case "getQueryString" -> query;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getAttribute" -> person;
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
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
