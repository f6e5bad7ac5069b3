package org.groundswell.shared.forms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.shared.text.PlainText;

/**
 * Takes {@code application/x-www-form-urlencoded} apart (URL Standard, section 5.1), but strictly. The fields are
 * counted before the first of them is read, and each byte is read once after that.
 */
final class FormDecoder {
    static final int LONGEST_NAME = 64;
    static final int LONGEST_VALUE = 20_000;

    private final byte[] form;
    private final int longest;
    private int at;

    private FormDecoder(byte[] form, int longest) {
        this.form = form;
        this.longest = longest;
    }

    /** The fields by name, as they were sent. */
    static Map<String, String> decode(byte[] form, int most) throws BadFormException {
        return decode(form, most, LONGEST_VALUE);
    }

    /** @param longest bytes that a value may have */
    static Map<String, String> decode(byte[] form, int most, int longest) throws BadFormException {
        if (FormEncoding.fields(ByteBuffer.wrap(form)) > most) {
            throw new BadFormException(400, "More than " + most + " fields");
        }
        return new FormDecoder(form, longest).fields();
    }

    private Map<String, String> fields() throws BadFormException {
        var fields = new HashMap<String, String>();
        while (at < form.length) {
            if (form[at] == '&') {
                at++;
                continue;
            }
            String name = text("The name of a field", LONGEST_NAME, true);
            boolean hasValue = at < form.length && form[at] == '=';
            at += hasValue ? 1 : 0;
            String value = hasValue ? text("Field '" + PlainText.oneLine(name) + "'", longest, false) : "";
            if (fields.put(name, value) != null) {
                throw new BadFormException(400, "Field '" + PlainText.oneLine(name) + "' comes twice");
            }
        }
        return fields;
    }

    /** Reads on to the end of the field, or of its name. */
    private String text(String what, int longest, boolean name) throws BadFormException {
        int end = at;
        while (end < form.length && form[end] != '&' && !(name && form[end] == '=')) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        int length = 0;
        while (at < end) {
            bytes[length++] = next(what, end);
        }
        if (length > longest) {
            throw new BadFormException(413, what + " has more than " + longest + " bytes");
        }
        return text(what, ByteBuffer.wrap(bytes, 0, length));
    }

    private byte next(String what, int end) throws BadFormException {
        byte each = form[at++];
        if (each != '%') {
            return each == '+' ? (byte) ' ' : each;
        }
        int high = at < end ? Character.digit(form[at++], 16) : -1;
        int low = at < end ? Character.digit(form[at++], 16) : -1;
        if (high < 0 || low < 0) {
            throw new BadFormException(400, what + " has a percent sign without two digits");
        }
        return (byte) (high << 4 | low);
    }

    private static String text(String what, ByteBuffer bytes) throws BadFormException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            // A replacement character is what a text leaves that was not understood on its way here.
            if (text.indexOf('\ufffd') >= 0 || text.indexOf('\0') >= 0) {
                throw new BadFormException(400, what + " is not UTF-8 text");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BadFormException(400, what + " is not UTF-8 text");
        }
    }
}
