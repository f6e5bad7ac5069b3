package org.groundswell.shared.forms;

/** A request body that is no form; nothing of it was used. */
public final class BadFormException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status  the HTTP status to answer with
     * @param message what was expected; contains nothing of the body but field names
     */
    public BadFormException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }
}
