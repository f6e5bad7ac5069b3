package org.groundswell.console.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.groundswell.console.api.ExternalIdentity;
import org.groundswell.console.api.FederatedSignIn;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.testing.FakeFrame;

/** A console with this sign-in, a browser before it, and a door that says who came. */
final class Desk implements FederatedSignIn {
    final List<ExternalIdentity> came = new ArrayList<>();
    String to = "";
    boolean doorIsOpen = true;
    /** Null where nothing stands against it. */
    NotLetInException refusal;
    /** What the browser keeps. */
    String cookie = "";
    String from = "192.0.2.7";
    String location = "";
    String setCookie = "";
    String page = "";
    int status;
    private final HttpServlet begin;
    private final HttpServlet callback;
    private final OpenIdConnect openId;

    Desk(Map<String, Object> settings, Supplier<String> secret, Clock clock) {
        openId = new OpenIdConnect(settings(settings), secret, URI.create("https://admin.example"), clock);
        var frame = new FakeFrame(Desk.class);
        begin = new BeginServlet(frame, openId);
        callback = new CallbackServlet(frame, openId, this);
    }

    static OpenIdConnect.Config settings(Map<String, Object> values) {
        var all = new HashMap<>(values);
        return (OpenIdConnect.Config) Proxy.newProxyInstance(Desk.class.getClassLoader(),
                new Class<?>[] {OpenIdConnect.Config.class}, (_, method, _) -> all.getOrDefault(method.getName(),
                        method.getDefaultValue()));
    }

    void close() {
        openId.stop();
    }

    /** Presses the button; returns where the browser is sent. */
    URI begin(String query) throws Exception {
        ask(begin, query);
        return status == 303 ? URI.create(location) : null;
    }

    /** Comes back with this in the address. */
    int comeBack(String query) throws Exception {
        ask(callback, query);
        return status;
    }

    @Override
    public boolean letIn(HttpServletRequest request, HttpServletResponse response, ExternalIdentity identity, String wanted)
            throws NotLetInException {
        if (refusal != null) {
            throw refusal;
        }
        if (doorIsOpen) {
            came.add(identity);
            to = wanted;
            response.setStatus(303);
        }
        return doorIsOpen;
    }

    private void ask(HttpServlet servlet, String query) throws Exception {
        status = 200;
        location = "";
        setCookie = "";
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        servlet.service(request(query), (HttpServletResponse) Proxy.newProxyInstance(Desk.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "setStatus", "sendError" -> {
                        status = (int) arguments[0];
                        yield null;
                    }
                    case "setHeader", "addHeader" -> {
                        header((String) arguments[0], (String) arguments[1]);
                        yield null;
                    }
                    case "getWriter" -> writer;
                    case "setContentType" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
        page = out.toString();
    }

    private void header(String name, String value) {
        if (name.equals("Location")) {
            location = value;
        } else {
            setCookie = value;
            cookie = value.replaceFirst(";.*", "").replaceFirst("[^=]*=", "");
        }
    }

    private HttpServletRequest request(String query) {
        String sent = cookie;
        return (HttpServletRequest) Proxy.newProxyInstance(Desk.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, _) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getQueryString" -> query;
                    case "getLocalPort" -> 8444;
                    case "getRemoteAddr" -> from;
                    case "isSecure" -> true;
                    case "getCookies" -> sent.isEmpty() ? null
                            : new Cookie[] {new Cookie("groundswell-openid-8444", sent)};
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static Map<String, Object> with(Map<String, Object> settings, String key, Object value) {
        var all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    /** The subjects that came in. */
    Set<String> subjects() {
        return Set.copyOf(came.stream().map(ExternalIdentity::subject).toList());
    }
}
