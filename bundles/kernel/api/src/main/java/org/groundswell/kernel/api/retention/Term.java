package org.groundswell.kernel.api.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something is kept. Immutable.
 *
 * @param days 0 where it is kept for good
 */
public record Term(int days) {
    /** Before this there was no node: a date that is earlier was written while a machine's clock was wrong. */
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    public Term {
        if (days < 0) {
            throw new IllegalArgumentException("a term is not negative: " + days + " days");
        }
    }

    /** Whether it is kept whatever its age. */
    public boolean isForGood() {
        return days == 0;
    }

    /** Whether a date can be true; what has another one is of unknown age, and stays. */
    public static boolean isCertain(Instant since, Instant now) {
        return !since.isBefore(FIRST) && !since.isAfter(now);
    }

    /** Whether what is kept since then was kept long enough; never where its age is not certain. */
    public boolean isOver(Instant since, Instant now) {
        return !isForGood() && isCertain(since, now) && Duration.between(since, now).toDays() >= days;
    }

    /** For the admin: "kept for 30 days". */
    @Override
    public String toString() {
        return isForGood() ? "kept for good" : "kept for " + days + (days == 1 ? " day" : " days");
    }
}
