package org.groundswell.donations.ledger.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, never for time. */
final class Await {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Await() {
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, LONGEST, condition);
    }

    /** @param attempt says why it is not so yet; empty when it is */
    static void untilDone(String what, Callable<Optional<Exception>> attempt) throws Exception {
        var why = new AtomicReference<Exception>();
        try {
            until(what, LONGEST, () -> {
                why.set(attempt.call().orElse(null));
                return why.get() == null;
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage(), why.get());
        }
    }

    static void until(String what, Duration longest, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + longest.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
