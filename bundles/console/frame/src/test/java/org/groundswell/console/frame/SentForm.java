package org.groundswell.console.frame;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundswell.console.api.SignedIn;
import org.groundswell.console.testing.Call;
import org.groundswell.testing.SentBody;

/** A form that a browser sends to the console. */
final class SentForm {
    final Map<String, String> headers = new HashMap<>(Map.of("Sec-Fetch-Site", "same-origin"));
    String method = "POST";
    String address = "/admin/gifts/gift";
    String query;
    /** Whose session it comes with; null where with none. */
    SignedIn person;

    /** In the order of the pages: the token first. */
    HttpServletRequest with(Map<String, String> fields) {
        var sent = new LinkedHashMap<String, String>();
        if (fields.containsKey("token")) {
            sent.put("token", fields.get("token"));
        }
        sent.putAll(fields);
        return with(new SentBody(Call.query(sent).getBytes(StandardCharsets.UTF_8)));
    }

    HttpServletRequest with(ServletInputStream body) {
        return (HttpServletRequest) Proxy.newProxyInstance(SentForm.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> address;
                    case "getQueryString" -> query;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getAttribute" -> person;
                    case "getInputStream" -> body;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
