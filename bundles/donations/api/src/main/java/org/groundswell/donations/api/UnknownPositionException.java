package org.groundswell.donations.api;

/**
 * The ledger has no such position: it is none, or of another ledger, or of a time that this one has lost because an older
 * copy was put back. Reading on from it could miss entries. Whoever kept it begins at a position that is known, at
 * {@link Ledger#BEGINNING} for all.
 */
public final class UnknownPositionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownPositionException(String message) {
        super(message);
    }
}
