package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * Where TLS handshakes wait, each of which costs a signature: one after another, and one of each network in turn. Whoever
 * sends hundreds waits behind their own; a donor waits for one of each other network at most, and open connections not at
 * all. Thread-safe.
 */
public final class HandshakeLine {
    private final Executor threads;
    /** Whose turn is next first. */
    private final LinkedHashMap<InetAddress, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private boolean served;

    /** @param threads does what waits; one thing at a time */
    public HandshakeLine(Executor threads) {
        this.threads = threads;
    }

    /** @throws RejectedExecutionException if the threads are ending; nobody has a turn any more */
    public void add(SocketAddress visitor, Runnable step) {
        synchronized (this) {
            waiting.computeIfAbsent(VisitorNetwork.of(visitor), _ -> new ArrayDeque<>()).add(step);
            if (served) {
                return;
            }
            served = true;
        }
        threads.execute(this::serve);
    }

    private void serve() {
        try {
            next().run();
        } finally {
            // Anew each time: others that wait for a thread come in between.
            if (goesOn()) {
                threads.execute(this::serve);
            }
        }
    }

    private synchronized boolean goesOn() {
        served = !waiting.isEmpty();
        return served;
    }

    private synchronized Runnable next() {
        Map.Entry<InetAddress, Queue<Runnable>> first = waiting.pollFirstEntry();
        Runnable step = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            waiting.putLast(first.getKey(), first.getValue());
        }
        return step;
    }
}
