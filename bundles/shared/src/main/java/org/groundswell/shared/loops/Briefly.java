package org.groundswell.shared.loops;

import java.time.Duration;

/**
 * What a component asks of others while it stops. They may have gone before it, and then a call would wait until somebody
 * comes who never will, and keep the whole node from stopping.
 */
public final class Briefly {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Briefly() {
    }

    /** Returns when the work is done, or was interrupted because it took longer than a moment. */
    public static void run(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).start(work);
        try {
            if (!thread.join(LONGEST)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
