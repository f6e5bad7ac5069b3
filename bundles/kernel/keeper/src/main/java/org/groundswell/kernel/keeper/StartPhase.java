package org.groundswell.kernel.keeper;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether the node is still bringing in what lies in {@code deploy/}. Meanwhile all comes up at once, nobody waits for a way
 * back, and how the rest is doing says nothing of one jar. Thread-safe.
 */
public final class StartPhase {
    /** What is not in by then is not waited for. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private volatile BooleanSupplier lasts = () -> false;

    /** @param condition false for good at its end, after {@link #LONGEST} at the latest */
    public void lastsWhile(BooleanSupplier condition) {
        lasts = condition;
    }

    boolean lasts() {
        return lasts.getAsBoolean();
    }
}
