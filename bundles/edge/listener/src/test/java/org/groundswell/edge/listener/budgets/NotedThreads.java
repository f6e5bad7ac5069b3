package org.groundswell.edge.listener.budgets;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server's threads, with a note of what was given to them but for the coming and going of connections. */
public final class NotedThreads extends QueuedThreadPool {
    /** Jetty's own, once for each connection whatever is said on it; the last two read next where HTTP/2 is read. */
    private static final List<String> COMING_AND_GOING =
            List.of("Accept", "CreateEndPoint", "DestroyEndPoint", "AdaptiveExecutionStrategy", "ReservedThread");

    private final Queue<String> given = new ConcurrentLinkedQueue<>();

    public NotedThreads() {
        super(8, 4);
    }

    @Override
    public void execute(Runnable task) {
        note(task);
        super.execute(task);
    }

    @Override
    public boolean tryExecute(Runnable task) {
        note(task);
        return super.tryExecute(task);
    }

    /** What they were given since this was asked last. */
    public List<String> given() {
        List<String> noted = List.copyOf(given);
        given.removeAll(noted);
        return noted;
    }

    private void note(Runnable task) {
        // The end of a handshake may come later than the client's.
        boolean handshake = task.getClass().getName().startsWith(TurnLine.class.getName());
        if (!handshake && !COMING_AND_GOING.contains(task.getClass().getSimpleName())) {
            given.add(task.getClass().getName());
        }
    }
}
