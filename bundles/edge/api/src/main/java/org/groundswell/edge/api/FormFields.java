package org.groundswell.edge.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A form as a visitor sent it, read strictly and cleaned of characters that only an attacker sends. Immutable.
 *
 * @param values the fields that were sent, trimmed
 */
public record FormFields(Map<String, String> values) {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\]+\\.[^\\s@<>\"(),;:\\\\.]{2,}");
    /** Control characters, and characters that turn the direction of the text around them. */
    private static final Pattern HOSTILE = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    public FormFields {
        values = Map.copyOf(values);
    }

    /**
     * Reads the body of a form.
     *
     * @throws BadFormException with the HTTP status to answer: 415 for another content type, 400 for a field that
     *                          comes twice or a body that is not properly encoded UTF-8
     */
    public static FormFields read(HttpServletRequest request) throws BadFormException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new BadFormException(415, "Expected the content type " + FORM);
        }
        try {
            var fields = new HashMap<String, String>();
            for (Map.Entry<String, String[]> field : request.getParameterMap().entrySet()) {
                if (field.getValue().length > 1) {
                    throw new BadFormException(400, "Field '" + field.getKey() + "' comes twice");
                }
                String value = field.getValue()[0].replace("\r\n", "\n");
                if (value.indexOf('\ufffd') >= 0 || value.indexOf('\0') >= 0) {
                    throw new BadFormException(400, "Field '" + field.getKey() + "' is not UTF-8 text");
                }
                fields.put(field.getKey(), HOSTILE.matcher(value).replaceAll("").strip());
            }
            return new FormFields(fields);
        } catch (BadFormException e) {
            throw e;
        } catch (RuntimeException e) {
            // The container has no common type for "I cannot decode this body".
            throw new BadFormException(400, "The form cannot be decoded");
        }
    }

    /** The field's value, or an empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether the field was sent with a value. */
    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** Whether the field's value looks like an e-mail address. */
    public boolean isEmail(String name) {
        return get(name).length() <= MAX_EMAIL && EMAIL.matcher(get(name)).matches();
    }

    /** Whether the field's value has more than so many characters. */
    public boolean isLonger(String name, int characters) {
        return get(name).codePointCount(0, get(name).length()) > characters;
    }

    /** The same form with one field exchanged. */
    public FormFields with(String name, String value) {
        var changed = new HashMap<>(values);
        changed.put(name, value);
        return new FormFields(changed);
    }
}
