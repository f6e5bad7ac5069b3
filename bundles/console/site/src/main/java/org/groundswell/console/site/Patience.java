package org.groundswell.console.site;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How long and how often a planned text that could not be written at its time is tried again: a database whose standby takes over
 * is there again soon. For one thread at a time.
 */
final class Patience {
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<String, Tries> tries = new HashMap<>();

    private record Tries(Instant first, Instant last) {
    }

    /** Whether it is this draft's turn. */
    boolean isOver(Draft draft, Instant now) {
        Tries known = tries.get(draft.item());
        return known == null || now.isBefore(known.last()) || !now.isBefore(known.last().plus(PAUSE));
    }

    /** @return whether it is tried again */
    boolean failed(Draft draft, Instant now) {
        Tries known = tries.get(draft.item());
        Instant first = known == null ? now : known.first();
        boolean isTriedAgain = now.isBefore(first.plus(LONGEST));
        if (isTriedAgain) {
            tries.put(draft.item(), new Tries(first, now));
        } else {
            forget(draft);
        }
        return isTriedAgain;
    }

    void forget(Draft draft) {
        tries.remove(draft.item());
    }
}
