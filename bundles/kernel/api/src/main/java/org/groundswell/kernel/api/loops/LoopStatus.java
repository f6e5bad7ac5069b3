package org.groundswell.kernel.api.loops;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How a loop stands.
 *
 * @param name its thread's name, such as {@code ledger-writer}
 * @param need what stops when it does
 * @param succeeded when its last round ended well, UTC; when it began, if none has yet
 * @param failures how many rounds have failed since its bundle started
 * @param failuresInARow how many have since the last one that ended well
 * @param lastFailure what the last failure said, on one line; "" if there was none
 * @param round how long the present round has been going on; zero between rounds
 * @param patience how long one round may take before something is wrong
 */
public record LoopStatus(String name, Need need, Instant succeeded, long failures, long failuresInARow,
        String lastFailure, Duration round, Duration patience) {

    /** What stops when a loop does. */
    public enum Need {
        /** Pages are not published, or not served. */
        PAGES,
        /** Gifts cannot be taken. */
        GIFTS,
        /** Something else, that visitors do not notice at once. */
        OTHER
    }

    public LoopStatus {
        Objects.requireNonNull(name);
        Objects.requireNonNull(need);
        Objects.requireNonNull(succeeded);
        Objects.requireNonNull(lastFailure);
        Objects.requireNonNull(round);
        Objects.requireNonNull(patience);
    }

    /** Whether its present round takes longer than any should. */
    public boolean isStuck() {
        return round.compareTo(patience) > 0;
    }
}
