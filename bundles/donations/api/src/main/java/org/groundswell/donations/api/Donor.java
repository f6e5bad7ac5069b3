package org.groundswell.donations.api;

import java.util.Objects;
import org.groundswell.shared.text.PlainText;

/**
 * Who gives. Personal: never for a log. All texts may be empty, none is null. Name and e-mail are one line each,
 * message and address have lines; control characters and those that turn the direction of text are left out, whoever
 * makes the record.
 *
 * @param anonymous whether this donation is shown without the name; decided anew with each donation
 * @param address   where the donor lives, for the receipt and for nobody else; "" where the site does not ask for it
 */
public record Donor(String name, String email, String message, boolean anonymous, String address) {

    /** A donor who was not asked for an address. */
    public Donor(String name, String email, String message, boolean anonymous) {
        this(name, email, message, anonymous, "");
    }

    public Donor {
        name = PlainText.oneLine(Objects.requireNonNull(name, "name"));
        email = PlainText.oneLine(Objects.requireNonNull(email, "email"));
        message = PlainText.lines(Objects.requireNonNull(message, "message"));
        address = PlainText.lines(Objects.requireNonNull(address, "address"));
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Donor[]";
    }
}
