package org.groundswell.edge.listener.budgets;

/** What has asked for something and has had no turn yet: time passes for it, and it is not to blame. */
public interface AwaitsTurn {

    /** Whether it waits for its first turn. After that the node waits for it. */
    boolean awaitsTurn();
}
