package org.groundswell.pages.publishing;

/** A command of the shell did not end well; the message is what the person at the shell reads. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }
}
