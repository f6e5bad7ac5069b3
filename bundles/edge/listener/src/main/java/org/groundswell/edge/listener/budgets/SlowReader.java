package org.groundswell.edge.listener.budgets;

/** Somebody who does not take what was answered: all of a connection, or one answer on it. */
interface SlowReader {
    /** Ends it, so that nothing is kept of it any more. */
    void close(Throwable cause);
}
