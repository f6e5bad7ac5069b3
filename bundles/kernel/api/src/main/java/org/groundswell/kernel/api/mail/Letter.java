package org.groundswell.kernel.api.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter in plain text. Immutable.
 *
 * @param to       e-mail addresses, one at least, each of whom sees the others
 * @param subject  one line; line breaks in it become spaces
 * @param language of the text (BCP 47); "" where nobody needs to know
 * @param answerTo who gets the answers; "" for the sender that the settings name
 * @param id       one and the same for one and the same letter, however often it is sent, so that mail programs keep one;
 *                 "" for a new one each time
 * @param isByHand whether a person wrote it. What the node writes says so, and no answering machine answers
 */
public record Letter(List<String> to, String subject, String text, String language, String answerTo, String id,
        boolean isByHand, @Nullable Instant written, @Nullable Attachment attachment) {

    /**
     * A file that goes along.
     *
     * @param type of the content, "application/pdf" for one
     */
    public record Attachment(String name, String type, byte[] content) {
    }

    /** Checks that somebody gets it. */
    public Letter {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to: expected one address at least");
        }
        to = List.copyOf(to);
    }

    /** One that the node writes by itself, now. */
    public static Letter of(List<String> to, String subject, String text) {
        return new Letter(to, subject, text, "", "", "", false, null, null);
    }

    /** The same in a language that is said. */
    public Letter in(String language) {
        return new Letter(to, subject, text, language, answerTo, id, isByHand, written, attachment);
    }

    /** The same, answered to somebody else than its sender. */
    public Letter answeredTo(String address) {
        return new Letter(to, subject, text, language, address, id, isByHand, written, attachment);
    }

    /** The same, written by a person. */
    public Letter byHand() {
        return new Letter(to, subject, text, language, answerTo, id, true, written, attachment);
    }

    /** The same, which can be sent again as one and the same. */
    public Letter known(String id, Instant written) {
        return new Letter(to, subject, text, language, answerTo, id, isByHand, written, attachment);
    }

    /** The same with a file. */
    public Letter with(Attachment file) {
        return new Letter(to, subject, text, language, answerTo, id, isByHand, written, file);
    }
}
