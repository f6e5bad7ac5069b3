package org.groundswell.pages.contact;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many messages are taken in a minute: from one address, and from all together. What one address is refused does not
 * count for the others. It remembers no more addresses than messages are taken in a minute. Thread-safe.
 */
final class ContactBudget {
    private final Clock clock;
    private final int ofAll;
    private final int ofOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private long minute;
    private int takenOfAll;

    ContactBudget(Clock clock, int ofAll, int ofOne) {
        this.clock = clock;
        this.ofAll = ofAll;
        this.ofOne = ofOne;
    }

    /** Whether a message is taken, and if not, whose budget is used up. */
    enum Verdict { TAKEN, TOO_MANY_FROM_ONE, TOO_MANY }

    synchronized Verdict take(String network) {
        long now = clock.millis() / Duration.ofMinutes(1).toMillis();
        if (now != minute) {
            minute = now;
            takenOfAll = 0;
            taken.clear();
        }
        int before = taken.getOrDefault(network, 0);
        if (before >= ofOne) {
            return Verdict.TOO_MANY_FROM_ONE;
        }
        if (takenOfAll >= ofAll) {
            return Verdict.TOO_MANY;
        }
        takenOfAll++;
        taken.put(network, before + 1);
        return Verdict.TAKEN;
    }
}
