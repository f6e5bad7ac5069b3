package org.groundswell.console.api.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * What a program has sent, after everything was held against the route's declaration.
 *
 * @param request knows who asks and their roles, for the audit log; its body was read
 * @param values  those fields that came, by their names; a flag that is true is {@code yes}, one that is not is missing
 * @param key     of {@link Route.Need#KEY}: 16 to 64 letters, digits and hyphens; "" where none is needed
 * @param tag     of {@link Route.Need#TAG}, without its quotes; "" where none is needed
 */
public record RestCall(HttpServletRequest request, Map<String, String> values, String key, String tag) {

    public RestCall {
        values = Map.copyOf(values);
    }

    /** The field's value, or an empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** The field's number, or another one where it did not come. */
    public long number(String name, long otherwise) {
        return values.containsKey(name) ? Long.parseLong(get(name)) : otherwise;
    }
}
