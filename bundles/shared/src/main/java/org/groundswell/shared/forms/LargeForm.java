package org.groundswell.shared.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;

/**
 * A form with whole texts, of somebody who is known to the node: read as strictly as a visitor's, but larger, and nothing in
 * it is cleaned or cut off, because a text is published as it was written.
 */
public final class LargeForm {
    /** Bytes of a form. */
    public static final int LONGEST_BODY = 2_000_000;
    private static final int LONGEST_TEXT = 400_000;
    private static final int DELETE = 0x7f;

    private LargeForm() {
    }

    /**
     * The fields by name. Line ends are those of the browser.
     *
     * @param most fields that there may be
     * @throws BadFormException as {@link #sent}, and with 400 for control characters
     */
    public static Map<String, String> read(HttpServletRequest request, int most) throws BadFormException, IOException {
        Map<String, String> fields = sent(request, most);
        if (fields.values().stream().anyMatch(each -> each.chars().anyMatch(LargeForm::isInNoText))) {
            throw new BadFormException(400, "A field has control characters that no text has");
        }
        return fields;
    }

    /**
     * The fields by name, whatever characters they have.
     *
     * @throws BadFormException with the HTTP status to answer: 415 for another content type, 413 for a body of more than
     *                          2,000,000 bytes or a field of more than 400,000, 400 for too many fields, for a field that
     *                          comes twice and for a body that is not properly encoded UTF-8
     */
    public static Map<String, String> sent(HttpServletRequest request, int most) throws BadFormException, IOException {
        if (!FormFields.isForm(request)) {
            throw new BadFormException(415, "Expected a form");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new BadFormException(413, "The form is larger than " + LONGEST_BODY + " bytes");
        }
        return FormDecoder.decode(body, most, LONGEST_TEXT);
    }

    private static boolean isInNoText(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r' || character == DELETE;
    }
}
