package org.groundswell.payments.api;

/** A notification that is not from the gateway, was replayed too late, or cannot be read. */
public final class ForgedNotificationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message why, without the notification's content */
    public ForgedNotificationException(String message) {
        super(message);
    }
}
