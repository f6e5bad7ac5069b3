package org.groundswell.itests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition with a limit, and says what it was waiting for. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Await() {
    }

    /** Returns as soon as the condition holds; a condition that throws does not hold yet. */
    public static void until(String what, Callable<Boolean> condition) {
        within(LIMIT, what, condition);
    }

    /** The same with a limit for what takes longer. */
    static void within(Duration limit, String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            long asked = System.nanoTime();
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception | AssertionError e) {
                last = e;
            }
            // A question that starts a program would keep what it asks about from getting on.
            LockSupport.parkNanos(Math.clamp(System.nanoTime() - asked, PAUSE_NANOS, LONGEST_PAUSE_NANOS));
        }
        // In the message, too: of a run that nobody can repeat its first lines are often all that is left.
        String how = last == null ? "" : ", the last time: " + last;
        throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what + how, last);
    }
}
