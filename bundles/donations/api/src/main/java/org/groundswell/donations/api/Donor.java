package org.groundswell.donations.api;

import java.util.Objects;
import org.groundswell.shared.text.PlainText;

/**
 * Who gives. Personal: never for a log. All texts may be empty, none is null. Name and e-mail are one line each,
 * only the message has lines; control characters and those that turn the direction of text are left out, whoever
 * makes the record.
 *
 * @param anonymous whether this donation is shown without the name; decided anew with each donation
 */
public record Donor(String name, String email, String message, boolean anonymous) {

    public Donor {
        name = PlainText.oneLine(Objects.requireNonNull(name, "name"));
        email = PlainText.oneLine(Objects.requireNonNull(email, "email"));
        message = PlainText.lines(Objects.requireNonNull(message, "message"));
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Donor[]";
    }
}
