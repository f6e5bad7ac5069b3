package org.groundswell.shared.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundswell.shared.text.PlainText;

/**
 * A form as a visitor sent it, read strictly, within limits, and cleaned of characters that only an attacker sends.
 * Only the fields that a servlet names have lines; every other value is one line. The container is never asked for its
 * parameters: it joins the body's and the address's, and takes its time for what is no form. Immutable.
 *
 * @param values the fields that were sent, trimmed
 */
public record FormFields(Map<String, String> values) {
    private static final String FORM = "application/x-www-form-urlencoded";
    /** Forms of ours have twenty fields. */
    private static final int MOST_FIELDS = 64;
    /** Bytes of a form. */
    public static final int LONGEST_BODY = 65_536;

    public FormFields {
        values = Map.copyOf(values);
    }

    /**
     * Reads the body of a form; what stands in the address counts for nothing.
     *
     * @param withLines the names of the fields that may have more than one line
     * @throws BadFormException with the HTTP status to answer: 415 for another content type, 413 for a body of more
     *                          than 64 kB or a field of more than 20,000 bytes, 400 for more than 64 fields, for a field
     *                          that comes twice, and for a body that is not properly encoded UTF-8
     */
    public static FormFields read(HttpServletRequest request, String... withLines)
            throws BadFormException, IOException {
        return read(request, MOST_FIELDS, withLines);
    }

    /** The same with another number of fields that there may be. */
    public static FormFields read(HttpServletRequest request, int most, String... withLines)
            throws BadFormException, IOException {
        if (!isForm(request)) {
            throw new BadFormException(415, "Expected the content type " + FORM);
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new BadFormException(413, "The form is larger than " + LONGEST_BODY + " bytes");
        }
        return cleaned(FormDecoder.decode(body, most), List.of(withLines));
    }

    /** Whether the request says that its body is a form. */
    public static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    /**
     * Reads what stands in the address after the question mark; all of it is one line.
     *
     * @throws BadFormException as for a body: 413 or 400
     */
    public static FormFields query(HttpServletRequest request) throws BadFormException {
        String query = request.getQueryString();
        return cleaned(FormDecoder.decode(query == null ? new byte[0] : query.getBytes(StandardCharsets.UTF_8),
                MOST_FIELDS), List.of());
    }

    private static FormFields cleaned(Map<String, String> sent, List<String> withLines) {
        var fields = new HashMap<String, String>();
        sent.forEach((name, value) -> fields.put(name,
                withLines.contains(name) ? PlainText.lines(value) : PlainText.oneLine(value)));
        return new FormFields(fields);
    }

    /** The field's value, or an empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether the field was sent with a value. */
    public boolean has(String name) {
        return !get(name).isEmpty();
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
