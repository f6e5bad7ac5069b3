package org.groundswell.pages.api.contact;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.shared.text.PlainText;

/**
 * What a visitor wrote in the contact form. Personal: for the admin only, never for a log. Only the text has lines;
 * control characters and those that turn the direction of text are left out.
 */
public record ContactMessage(UUID id, Instant at, String language, String name, String email, String text) {

    public ContactMessage {
        language = PlainText.oneLine(language);
        name = PlainText.oneLine(name);
        email = PlainText.oneLine(email);
        text = PlainText.lines(text);
    }
}
