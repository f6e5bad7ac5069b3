package org.groundswell.pages.api.contact;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.shared.text.PlainText;

/**
 * What somebody of the charity answered to a message. Personal, as the message is. It stays as long as the message.
 *
 * @param id      the same for the same letter, however often it is sent
 * @param message which one is answered
 * @param by      who wrote it
 */
public record ContactAnswer(UUID id, UUID message, Instant at, String by, String subject, String text) {

    public ContactAnswer {
        by = PlainText.oneLine(by);
        subject = PlainText.oneLine(subject);
        text = PlainText.lines(text);
    }
}
