package org.groundswell.kernel.api.retention;

import java.io.IOException;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something personal that a node keeps for a time only. A bundle registers one of these for each kind that it has, with a
 * setting for the time; the node asks every one of them once a day. Thread-safe.
 */
@ConsumerType
public interface KeptData {

    /** What it is, for the admin, as the beginning of a line: "contact messages". */
    String name();

    /** How long it is kept. */
    Term term();

    /** What {@link #delete} would do now. Changes nothing. */
    Overdue overdue(Instant now) throws IOException;

    /**
     * Deletes what was kept for its whole term, for good: when this returns, no file of the node's has it any more. May be
     * interrupted, and may fail, at any point; what is left goes the next time. Keeps nobody else waiting for long.
     *
     * @return what went, and what was left
     */
    Overdue delete(Instant now) throws IOException;
}
