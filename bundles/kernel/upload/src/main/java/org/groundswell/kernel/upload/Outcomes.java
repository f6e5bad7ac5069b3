package org.groundswell.kernel.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;

/** What becomes of a file in {@code deploy/}: the keeper's history says it. */
final class Outcomes {
    private static final long POLL_NANOS = 100_000_000;

    private final Keeper keeper;
    private final Duration longest;

    Outcomes(Keeper keeper, Duration longest) {
        this.keeper = keeper;
        this.longest = longest;
    }

    /** The first end of what came with the file since then; nothing if there was none in time. */
    Optional<SwapRecord> await(String file, Instant since) {
        long end = System.nanoTime() + longest.toNanos();
        Optional<SwapRecord> found = find(file, since);
        while (found.isEmpty() && System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
            found = find(file, since);
        }
        return found;
    }

    private Optional<SwapRecord> find(String file, Instant since) {
        return keeper.history().reversed().stream().takeWhile(record -> !record.at().isBefore(since))
                .filter(record -> record.by().equals("deploy/" + file) && record.outcome() != SwapOutcome.BEGUN)
                .findFirst();
    }
}
