package org.groundswell.kernel.api.mail;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A letter was not sent. The message is for logs: it names nobody. */
public final class MailException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ANSWER = 300;

    private final Reason reason;
    private final String answer;
    private final int code;

    /** What is in the way. */
    public enum Reason {
        /** The settings name no mail server. */
        NO_SERVER,
        /** The server's name is not known. */
        UNKNOWN_SERVER,
        /** Nobody answers at its address and port. */
        NOBODY_ANSWERS,
        /** It does not answer in time. */
        TOO_SLOW,
        /** The connection cannot be protected as the settings want it. */
        NOT_PROTECTED,
        /** It refuses the user or the password. */
        USER_REFUSED,
        /** It takes no letters from this sender. */
        SENDER_REFUSED,
        /** It does not take letters to this address, or the address is none. */
        ADDRESS_REFUSED,
        /** It does not take addresses with letters such as these before the @ (RFC 6531). */
        SCRIPT_REFUSED,
        /** It does not take this letter. */
        LETTER_REFUSED,
        /** Anything else. */
        OTHER
    }

    /**
     * @param message names nobody
     * @param answer  the server's own words, or those of whoever spoke with it; empty where there were none
     */
    public MailException(String message, Reason reason, String answer, @Nullable Throwable cause) {
        this(message, reason, answer, 0, cause);
    }

    /**
     * @param message names nobody
     * @param answer  the server's own words, or those of whoever spoke with it; empty where there were none
     * @param code    with which the server refused it; 0 where it gave none
     */
    public MailException(String message, Reason reason, String answer, int code, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.reason = Objects.requireNonNull(reason, "reason");
        String line = answer.replaceAll("\\p{Cntrl}+", " ").strip();
        this.answer = line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "...";
    }

    /** What is in the way. */
    public Reason reason() {
        return reason;
    }

    /** The server's code (RFC 5321, section 4.2.1: 4xx is "not now", 5xx is "never"); 0 where it gave none. */
    public int code() {
        return code;
    }

    /**
     * What the server said, in one line. May have the address in it: for the eyes of whoever sent the letter, and for no
     * log.
     */
    public String answer() {
        return answer;
    }
}
