package org.groundswell.donations.ledger.postgres;

/** The ledger was not moved, and is where it was; says what to do. */
final class MigrationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationFailedException(String message) {
        super(message);
    }

    MigrationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
