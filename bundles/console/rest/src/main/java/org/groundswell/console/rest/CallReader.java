package org.groundswell.console.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.Route;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.text.PlainText;

/** Holds a request against its route's declaration. All that is wrong is said at once. */
final class CallReader {
    static final String KEY = "[A-Za-z0-9-]{16,64}";
    private static final Pattern QUOTED = Pattern.compile("\"?(" + KEY + ")\"?");
    private static final Pattern TAG = Pattern.compile("\"([\\x21\\x23-\\x7e]{1,64})\"");
    private static final String NUMBER = "[0-9]{1,18}";

    private CallReader() {
    }

    static RestCall read(HttpServletRequest request, Routing.Found found) throws BadCallException, IOException {
        Route route = found.route();
        var sent = new HashMap<String, Object>(found.path());
        var faults = new ArrayList<Problems.Fault>();
        put(sent, query(request), route, Field.In.QUERY, faults);
        put(sent, JsonBody.read(request), route, Field.In.BODY, faults);
        var values = new HashMap<String, String>();
        for (Field each : route.fields()) {
            fault(each, sent.get(each.name()), values).ifPresent(fault -> faults.add(new Problems.Fault(each.name(), fault)));
        }
        if (!faults.isEmpty()) {
            throw new BadCallException(400, "bad-fields", "Some fields are not as expected: see errors.", faults);
        }
        return new RestCall(request, values, route.needs().contains(Route.Need.KEY) ? key(request) : "",
                route.needs().contains(Route.Need.TAG) ? tag(request) : "");
    }

    private static Map<String, String> query(HttpServletRequest request) throws BadCallException {
        try {
            return FormFields.query(request).values();
        } catch (BadFormException e) {
            throw new BadCallException(e.status(), "bad-query", "The query cannot be read: " + e.getMessage());
        }
    }

    private static void put(Map<String, Object> into, Map<String, ?> sent, Route route, Field.In in,
            List<Problems.Fault> faults) {
        sent.forEach((name, value) -> {
            if (route.fields().stream().anyMatch(each -> each.in() == in && each.name().equals(name))) {
                into.put(name, value);
            } else {
                faults.add(new Problems.Fault(PlainText.oneLine(name), "not known here"));
            }
        });
    }

    /** What is wrong with a value; else it is among the values. */
    private static Optional<String> fault(Field field, Object sent, Map<String, String> values) {
        if (sent == null || sent.equals("")) {
            return field.required() ? Optional.of("is missing") : Optional.empty();
        }
        boolean isBody = field.in() == Field.In.BODY;
        return switch (field.kind()) {
            case FLAG -> {
                boolean fits = isBody ? sent instanceof Boolean : List.of("true", "false").contains(sent);
                if (fits && sent.toString().equals("true")) {
                    values.put(field.name(), "yes");
                }
                yield fits ? Optional.empty() : Optional.of("expected true or false");
            }
            case NUMBER -> {
                boolean fits = (!isBody || sent instanceof Long) && sent.toString().matches(NUMBER);
                if (fits) {
                    values.put(field.name(), sent.toString());
                }
                yield fits ? Optional.empty() : Optional.of("expected a whole number, not negative");
            }
            case TEXT, LINES -> sent instanceof String text ? text(field, text, values) : Optional.of("expected a text");
        };
    }

    private static Optional<String> text(Field field, String sent, Map<String, String> values) {
        String text = field.kind() == Field.Kind.LINES ? PlainText.lines(sent) : PlainText.oneLine(sent);
        if (text.isEmpty()) {
            return field.required() ? Optional.of("is empty") : Optional.empty();
        }
        if (text.codePointCount(0, text.length()) > field.longest()) {
            return Optional.of("is longer than " + field.longest() + " characters");
        }
        if (!field.values().isEmpty() && !field.values().contains(text)) {
            return Optional.of("expected one of " + String.join(", ", field.values()));
        }
        if (!field.pattern().isEmpty() && !text.matches(field.pattern())) {
            return Optional.of("expected " + field.pattern());
        }
        values.put(field.name(), text);
        return Optional.empty();
    }

    private static String key(HttpServletRequest request) throws BadCallException {
        Matcher key = QUOTED.matcher(only(request, "Idempotency-Key"));
        if (!key.matches()) {
            throw new BadCallException(400, "key-missing", "Send one header Idempotency-Key of 16 to 64 letters, digits and"
                    + " hyphens, a new one for each new gift or refund, and the same one when you try again.");
        }
        return key.group(1);
    }

    private static String tag(HttpServletRequest request) throws BadCallException {
        String sent = only(request, "If-Match");
        if (sent.isEmpty()) {
            throw new BadCallException(428, "tag-missing", "Send If-Match with the ETag that came with what you change.");
        }
        Matcher tag = TAG.matcher(sent);
        if (!tag.matches()) {
            throw new BadCallException(400, "bad-tag", "If-Match: expected one ETag as it came, with its quotes.");
        }
        return tag.group(1);
    }

    /** The header's only value, or an empty text where there is none or more than one. */
    private static String only(HttpServletRequest request, String header) {
        List<String> all = Collections.list(request.getHeaders(header));
        return all.size() == 1 ? all.getFirst().strip() : "";
    }
}
