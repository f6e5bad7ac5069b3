package org.groundswell.donations.api;

/** The ledger cannot be written or read now (disk full, database away, too many waiting). Nothing was recorded. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was tried and why it failed, for the log */
    public LedgerUnavailableException(String message) {
        super(message);
    }

    /** @param message what was tried and why it failed, for the log */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
