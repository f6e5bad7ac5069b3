package org.groundswell.console.testing;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
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
import org.groundswell.testing.SentBody;

/** One request of somebody with these roles, and its answer. Whatever else a page asks of a request is a mistake. */
public final class Call {
    public int status = 200;
    public final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
    private final String user;
    private final String cookies;
    private String path = "";
    private Part part;

    private Call() {
        this("berta", "");
    }

    /** @param cookies as the header has them */
    public Call(String user, String cookies) {
        this.user = user;
        this.cookies = cookies;
    }

    public static Call get(HttpServlet page, String query, String... roles) throws IOException, ServletException {
        return new Call().ask(page, query, roles);
    }

    /** A page that answers at more than one address. */
    public static Call at(HttpServlet page, String path, String query, String... roles)
            throws IOException, ServletException {
        var call = new Call();
        call.path = path;
        return call.ask(page, query, roles);
    }

    /** @param fields names and values in turn */
    public static Call post(HttpServlet page, String... fields) throws IOException, ServletException {
        return post(page, List.of(), fields);
    }

    public static Call post(HttpServlet page, List<String> roles, String... fields) throws IOException, ServletException {
        return new Call().send(page, roles, fields);
    }

    /** A form with one file and no other field. */
    public static Call upload(HttpServlet page, Part part) throws IOException, ServletException {
        var call = new Call();
        call.part = part;
        return call.send(page, List.of());
    }

    public Call ask(HttpServlet page, String query, String... roles) throws IOException, ServletException {
        page.service(request("GET", query, "", Arrays.asList(roles)), response());
        return this;
    }

    public Call send(HttpServlet page, List<String> roles, String... fields) throws IOException, ServletException {
        var pairs = new HashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.put(fields[i], fields[i + 1]);
        }
        page.service(request("POST", null, query(pairs), roles), response());
        return this;
    }

    public static String query(Map<String, String> pairs) {
        return pairs.entrySet().stream().map(each -> each.getKey() + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    public String body() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        writer.flush();
        return out.toByteArray();
    }

    private HttpServletRequest request(String method, String query, String body, List<String> roles) {
        return (HttpServletRequest) Proxy.newProxyInstance(Call.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getServletPath" -> path;
                    case "getQueryString" -> query;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getInputStream" -> new SentBody(body.getBytes(StandardCharsets.UTF_8));
                    case "getPart" -> part;
                    case "isUserInRole" -> roles.contains(arguments[0]);
                    case "getRemoteUser" -> user;
                    case "getRemoteAddr" -> "192.0.2.7";
                    case "getLocalPort" -> 443;
                    case "getHeader", "getAttribute" -> null;
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
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "setHeader", "addHeader" -> {
                        headers.put((String) arguments[0], (String) arguments[1]);
                        yield null;
                    }
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
}
