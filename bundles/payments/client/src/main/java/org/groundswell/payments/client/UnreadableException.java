package org.groundswell.payments.client;

/** A part of a gateway's answer is missing or is not what it should be. Says which, never what a donor has typed. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message which field, and what is wrong with it */
    public UnreadableException(String message) {
        super(message);
    }
}
