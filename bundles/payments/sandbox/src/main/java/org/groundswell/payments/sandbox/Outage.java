package org.groundswell.payments.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Whether the site takes notifications at all. After some failures in a row it is left alone, but for one try now and
 * then, and the others wait; when one was taken they follow. Thread-safe.
 */
final class Outage {
    private static final int DOWN = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 10;

    private final Queue<Attempt> waiting = new ArrayDeque<>();
    private int failures;
    private int pauses;
    private boolean pausing;
    /** The pause is over, and nobody was there to try. */
    private boolean idle;

    /** @param number 1 for the first one of this notification */
    record Attempt(Delivery delivery, int number) {
        Attempt next() {
            return new Attempt(delivery, number + 1);
        }
    }

    /** @param first of this outage */
    record Pause(Duration length, boolean first) {
    }

    /** Whether it has to wait, and does so here. */
    synchronized boolean holds(Attempt attempt) {
        if (!isDown() || idle) {
            idle = false;
            return false;
        }
        waiting.add(attempt);
        return true;
    }

    /** @return after which pause to ask {@link #next}; none where it is to be asked already, or there is no outage */
    synchronized Optional<Pause> failed() {
        failures++;
        if (!isDown() || pausing) {
            return Optional.empty();
        }
        pausing = true;
        long millis = FIRST_PAUSE.toMillis() << Math.min(pauses, MOST_DOUBLINGS);
        return Optional.of(new Pause(Duration.ofMillis(Math.min(millis, LONGEST_PAUSE.toMillis())), pauses++ == 0));
    }

    /** Whose turn it is to try, now that the pause is over. */
    synchronized Optional<Attempt> next() {
        pausing = false;
        Optional<Attempt> next = Optional.ofNullable(waiting.poll());
        idle = next.isEmpty();
        return next;
    }

    /** @return the others, whose turn it is now */
    synchronized List<Attempt> taken() {
        failures = 0;
        pauses = 0;
        idle = false;
        List<Attempt> others = new ArrayList<>(waiting);
        waiting.clear();
        return others;
    }

    synchronized boolean isDown() {
        return failures >= DOWN;
    }
}
