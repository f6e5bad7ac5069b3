package org.groundswell.console.api.rest;

/**
 * Something that was asked for and cannot be done, as RFC 9457 has it. The message says what was wrong and what to do, and
 * nothing personal.
 */
public final class RestProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;

    /**
     * Makes one.
     *
     * @param status of the answer, 400 to 599
     * @param kind   a word for programs, in small letters and hyphens, such as {@code too-much}
     */
    public RestProblemException(int status, String kind, String detail) {
        super(detail);
        this.status = status;
        this.kind = kind;
    }

    /** Of the answer. */
    public int status() {
        return status;
    }

    /** A word for programs. */
    public String kind() {
        return kind;
    }
}
