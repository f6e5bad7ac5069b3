package org.groundswell.kernel.api.retention;

import java.util.Objects;

/**
 * What was kept for its whole term. Immutable.
 *
 * @param count how many go, or went
 * @param left  what stays although its term is over, and why, as a sentence for the admin; empty where nothing does
 */
public record Overdue(long count, String left) {
    /** Nothing is. */
    public static final Overdue NOTHING = new Overdue(0, "");

    public Overdue {
        Objects.requireNonNull(left, "left");
        if (count < 0) {
            throw new IllegalArgumentException("a count is not negative: " + count);
        }
    }
}
