package org.groundswell.pages.migration;

/** What was given is no site that can be taken over; the message says what it is instead, and what to give. */
final class UnreadableSiteException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableSiteException(String message) {
        super(message);
    }

    UnreadableSiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
