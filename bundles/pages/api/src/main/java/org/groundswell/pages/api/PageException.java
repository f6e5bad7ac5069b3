package org.groundswell.pages.api;

/** A page cannot be rendered; the message names the file and, where known, the line and what was expected. */
public final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message says which file, which line, what is wrong */
    public PageException(String message) {
        super(message);
    }

    /** @param message says which file, which line, what is wrong */
    public PageException(String message, Throwable cause) {
        super(message, cause);
    }
}
