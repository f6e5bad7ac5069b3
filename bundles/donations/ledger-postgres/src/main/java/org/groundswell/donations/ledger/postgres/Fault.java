package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import org.groundswell.donations.api.LedgerUnavailableException;

/** What a failure of the database means for what was sent. */
enum Fault {
    /** Another node was quicker: read again, decide again. Nothing was written. */
    MOVED,
    /** Somebody else has this session's row of the table writer. Nothing was written. */
    OUSTED,
    /** The database, or the command itself, says no to this one. Nothing was written. */
    REFUSED,
    /** The command broke down in this process. Nothing was written, but the connection may be in the midst of something. */
    BROKEN,
    /** No answer, or one that leaves it open whether anything was written. */
    UNANSWERED;

    static final String MOVED_CODE = "GS001";
    static final String OUSTED_CODE = "GS002";

    static Fault of(Throwable cause) {
        if (cause instanceof SQLException e) {
            return of(e.getSQLState());
        }
        if (cause instanceof Error) {
            return BROKEN;
        }
        return cause instanceof LedgerUnavailableException ? UNANSWERED : REFUSED;
    }

    private static Fault of(String state) {
        if (state == null || state.length() < 2) {
            return UNANSWERED;
        }
        return switch (state) {
            // The donation, a serialization failure, a deadlock, a key that another node has used meanwhile.
            case MOVED_CODE, "40001", "40P01", "23505" -> MOVED;
            case OUSTED_CODE -> OUSTED;
            default -> switch (state.substring(0, 2)) {
                // Connection, an operator's intervention, the system, an internal error, a server that only reads.
                case "08", "57", "58", "XX", "25", "53" -> UNANSWERED;
                default -> REFUSED;
            };
        };
    }
}
