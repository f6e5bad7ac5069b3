package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.groundswell.shared.visitors.VisitorNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where visitors wait who want what costs much, or much at once: one after another, and one of each network in turn. Whoever
 * sends hundreds waits behind their own; a donor waits for one of each other network at most, and who asks for one thing not
 * at all. Thread-safe.
 */
public final class TurnLine {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLine.class);

    private final Executor threads;
    private final Logger log;
    /** Whose turn is next first. */
    private final LinkedHashMap<InetAddress, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private volatile boolean served;

    /** @param threads does what waits; one thing at a time */
    public TurnLine(Executor threads) {
        this(threads, LOG);
    }

    TurnLine(Executor threads, Logger log) {
        this.threads = threads;
        this.log = log;
    }

    /** @throws RejectedExecutionException if the threads are ending; nobody has a turn any more */
    public void add(SocketAddress visitor, Runnable turn) {
        add(visitor, turn, false);
    }

    /**
     * The same for what was begun in an earlier turn: it stands before what others of its own network want to begin, which would all
     * be begun, and none of it finished, otherwise.
     *
     * @throws RejectedExecutionException if the threads are ending; nobody has a turn any more
     */
    public void goOn(SocketAddress visitor, Runnable turn) {
        add(visitor, turn, true);
    }

    private void add(SocketAddress visitor, Runnable turn, boolean begun) {
        synchronized (this) {
            Deque<Runnable> own = waiting.computeIfAbsent(VisitorNetwork.of(visitor), _ -> new ArrayDeque<>());
            if (begun) {
                own.addFirst(turn);
            } else {
                own.addLast(turn);
            }
            if (served) {
                return;
            }
            served = true;
        }
        threads.execute(this::serve);
    }

    /** Whether somebody waits, or has their turn. */
    public boolean isBusy() {
        return served;
    }

    private void serve() {
        try {
            next().run();
        } catch (RuntimeException | Error e) {
            // It costs the others nothing.
            tell(e);
        }
        // Anew each time: others that wait for a thread come in between.
        if (goesOn()) {
            threads.execute(this::serve);
        }
    }

    private synchronized boolean goesOn() {
        served = !waiting.isEmpty();
        return served;
    }

    private synchronized Runnable next() {
        Map.Entry<InetAddress, Deque<Runnable>> first = waiting.firstEntry();
        Runnable turn = first.getValue().remove();
        // What follows takes no memory: where there is none nobody's turn is lost.
        if (first.getValue().isEmpty()) {
            waiting.remove(first.getKey());
        } else {
            waiting.putLast(first.getKey(), first.getValue());
        }
        return turn;
    }

    /** Where the heap is full telling breaks, too: those who wait still have their turn. */
    private void tell(Throwable broken) {
        try {
            log.warn("A turn broke", broken);
        } catch (RuntimeException | Error _) {
            // There is nobody left to tell.
        }
    }
}
