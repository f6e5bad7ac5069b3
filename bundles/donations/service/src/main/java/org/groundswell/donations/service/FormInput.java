package org.groundswell.donations.service;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The donation form as it was sent; nothing is checked yet but that each field comes once.
 *
 * @param fields the fields that were sent, trimmed
 */
record FormInput(Map<String, String> fields) {
    static final String[] NAMES = {"campaign", "amount", "other", "currency", "name", "email", "message", "anonymous",
        "lang", "key", "provider"};

    /** Reads the form, or nothing where a field comes twice or the body is not properly encoded. */
    static Optional<FormInput> read(HttpServletRequest request) {
        try {
            var fields = new HashMap<String, String>();
            for (String name : NAMES) {
                String[] values = request.getParameterValues(name);
                if (values != null && values.length > 1 || values != null && values[0].indexOf('\ufffd') >= 0) {
                    return Optional.empty();
                }
                fields.put(name, values == null ? "" : values[0].strip());
            }
            return Optional.of(new FormInput(Map.copyOf(fields)));
        } catch (RuntimeException e) {
            // The container's way of saying that it cannot decode the body (it has no common type for it).
            return Optional.empty();
        }
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    FormInput withKey(String key) {
        var changed = new HashMap<>(fields);
        changed.put("key", key);
        return new FormInput(Map.copyOf(changed));
    }
}
