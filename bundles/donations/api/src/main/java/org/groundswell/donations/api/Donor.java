package org.groundswell.donations.api;

import java.util.Objects;

/**
 * Who gives. Personal: never for a log. All texts may be empty, none is null.
 *
 * @param anonymous whether this donation is shown without the name; decided anew with each donation
 */
public record Donor(String name, String email, String message, boolean anonymous) {

    public Donor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(message, "message");
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Donor[]";
    }
}
