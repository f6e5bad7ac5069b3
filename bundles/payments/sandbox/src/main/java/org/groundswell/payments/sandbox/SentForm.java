package org.groundswell.payments.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What stands in a query, or in a form that a browser sends. */
final class SentForm {

    private SentForm() {
    }

    /** @param text null for none; what is not encoded as it should be is left out */
    static Map<String, String> read(String text) {
        var fields = new HashMap<String, String>();
        for (String each : (text == null ? "" : text).split("&")) {
            String[] parts = each.split("=", 2);
            try {
                fields.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // Then it is none of the few that are asked for.
                continue;
            }
        }
        return fields;
    }
}
