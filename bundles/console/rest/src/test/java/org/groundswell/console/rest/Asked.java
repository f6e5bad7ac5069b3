package org.groundswell.console.rest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.groundswell.testing.SentBody;

/** One call of a program, and its answer. */
final class Asked {
    int status = 200;
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, List<String>> sent = new HashMap<>();
    private Set<Role> roles = Set.of(Role.FINANCE);
    private String name = "berta";

    Asked by(Role... others) {
        roles = Set.of(others);
        return this;
    }

    Asked named(String person) {
        name = person;
        return this;
    }

    Asked with(String header, String... values) {
        sent.put(header, List.of(values));
        return this;
    }

    /** @param path may have a query */
    Asked call(RestServlet servlet, String method, String path, String body) throws IOException {
        servlet.service(request(method, path, body.getBytes(StandardCharsets.UTF_8)), response());
        return this;
    }

    Asked call(RestServlet servlet, String method, String path, byte[] body) throws IOException {
        servlet.service(request(method, path, body), response());
        return this;
    }

    String body() {
        return out.toString(StandardCharsets.UTF_8);
    }

    JsonObject json() {
        return JsonParser.parseString(body()).getAsJsonObject();
    }

    /** The last word of a problem's type. */
    String kind() {
        return headers.get("Content-Type").equals(Problems.TYPE) && json().get("status").getAsInt() == status
                ? json().get("type").getAsString().replaceFirst(".*:", "") : "no problem";
    }

    private HttpServletRequest request(String method, String path, byte[] body) {
        String[] parts = path.split("\\?", 2);
        return (HttpServletRequest) Proxy.newProxyInstance(Asked.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getPathInfo" -> parts[0];
                    case "getQueryString" -> parts.length > 1 ? parts[1] : null;
                    case "getContentType" -> sent.getOrDefault("Content-Type", List.of("application/json")).getFirst();
                    case "getHeaders" -> Collections.enumeration(sent.getOrDefault((String) arguments[0], List.of()));
                    case "getAttribute" -> arguments[0].equals(Authenticator.TOKEN) ? "0123456789ab"
                            : new SignedIn(name, roles, "");
                    case "getInputStream" -> new SentBody(body);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(Asked.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> status = (int) arguments[0];
                        case "setHeader", "setIntHeader" -> headers.put((String) arguments[0], arguments[1].toString());
                        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                        case "setContentLength" -> { }
                        case "resetBuffer" -> out.reset();
                        case "getOutputStream" -> {
                            return new Out();
                        }
                        case "isCommitted" -> {
                            return out.size() > 0;
                        }
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
