package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.edge.http1.HeadMemory;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * How much of one thing all visitors may hold at the same time, and how much of it those of one {@link VisitorNetwork}.
 * Whoever asks for more gets none, and never waits. Thread-safe.
 */
public final class Budget {
    /** Of the whole, for those who hold little. */
    private static final long KEPT_PART = 5;
    /** For so many of them, however small the whole is. */
    private static final long KEPT_SHARES = 10;
    /** Of what is very small, so that who is there alone has more than one of it. */
    private static final long MOST_KEPT_PART = 2;

    private final long all;
    private final long each;
    private final long little;
    private final long kept;
    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentHashMap<InetAddress, Long> takenByEach = new ConcurrentHashMap<>();

    public Budget(long all, long each) {
        this(all, each, each);
    }

    /**
     * @param little the last fifth of the whole, and room for ten such networks where that is no more than half of it, is for
     *               networks that hold no more than this, so that a few which each take all they may leave something for
     *               everybody else
     */
    public Budget(long all, long each, long little) {
        this.all = all;
        this.each = each;
        this.little = little;
        this.kept = Math.min(all / MOST_KEPT_PART, Math.max(all / KEPT_PART, KEPT_SHARES * little));
    }

    /** An empty share for a visitor. */
    public Share share(SocketAddress visitor) {
        return new Share(VisitorNetwork.of(visitor));
    }

    /** An empty share that is nobody's: of visitors behind a proxy, as long as it has not said whose a connection is. */
    public Share share() {
        return new Share(null);
    }

    /** What all hold together. */
    public long taken() {
        return taken.get();
    }

    /** Whether all of them together hold less than half of it. */
    public boolean isHalfFree() {
        return taken.get() < (all + 1) / 2;
    }

    private boolean take(InetAddress network, long amount) {
        if (network == null) {
            return takeOfAll(amount, all);
        }
        if (!takeOfEach(network, amount)) {
            return false;
        }
        if (!takeOfAll(amount, takenByEach.getOrDefault(network, 0L) <= little ? all : all - kept)) {
            giveBackOfEach(network, amount);
            return false;
        }
        return true;
    }

    /** What is refused was never taken, not for a moment: it would refuse others who have a right to it. */
    private boolean takeOfEach(InetAddress network, long amount) {
        var fits = new AtomicBoolean();
        takenByEach.compute(network, (_, held) -> {
            long before = held == null ? 0 : held;
            fits.set(before + amount <= each);
            return fits.get() ? Long.valueOf(before + amount) : held;
        });
        return fits.get();
    }

    private boolean takeOfAll(long amount, long most) {
        long before = taken.get();
        while (before + amount <= most) {
            if (taken.compareAndSet(before, before + amount)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    private void giveBack(InetAddress network, long amount) {
        if (network != null) {
            giveBackOfEach(network, amount);
        }
        taken.addAndGet(-amount);
    }

    private void giveBackOfEach(InetAddress network, long amount) {
        takenByEach.computeIfPresent(network, (_, held) -> held > amount ? held - amount : null);
    }

    /** What one visitor holds for one purpose. Thread-safe. */
    public final class Share implements HeadMemory {
        private final InetAddress network;
        private long held;
        private boolean closed;

        private Share(InetAddress network) {
            this.network = network;
        }

        /** Takes more, unless that is beyond the budget or the share is closed. */
        public synchronized boolean take(long amount) {
            if (closed || !Budget.this.take(network, amount)) {
                return false;
            }
            held += amount;
            return true;
        }

        /** Holds so much from now on; where there is not so much, what it held before. */
        @Override
        public synchronized boolean hold(long amount) {
            if (amount > held) {
                return take(amount - held);
            }
            keep(amount);
            return true;
        }

        /** Gives back all but so much. */
        public synchronized void keep(long amount) {
            if (held > amount) {
                giveBack(network, held - amount);
                held = amount;
            }
        }

        /** Gives back all, for good. */
        @Override
        public synchronized void close() {
            keep(0);
            closed = true;
        }
    }
}
