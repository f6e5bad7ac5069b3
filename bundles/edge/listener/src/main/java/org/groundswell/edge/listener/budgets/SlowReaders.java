package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EofException;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connections and answers hold of the node's memory because their visitors do not take what was answered. Beyond a
 * number of bytes those go that have taken nothing for a while, of the address that holds most first: a crowd that asks for a
 * picture at the same moment has it. Beyond a larger number nobody has that while. Thread-safe.
 */
public final class SlowReaders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowReaders.class);
    /** On a phone's line that is gone for a moment nothing is taken for as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final long most;
    private final long mostAtOnce;
    private final LongSupplier nanos;
    private final Executor later;
    private final Loop loop = Loop.of("slow-readers");
    /** Who has taken nothing for longest first. */
    private final LinkedHashMap<SlowReader, Held> slow = new LinkedHashMap<>();
    private long bytes;
    private boolean looking;

    /**
     * @param most       bytes, also of those who have taken nothing for a while
     * @param mostAtOnce bytes, however short they are held
     */
    SlowReaders(long most, long mostAtOnce) {
        this(most, mostAtOnce, System::nanoTime, null);
    }

    /**
     * @param later runs what it is given when one who took nothing meanwhile has taken nothing for a while; null for a
     *     loop of its own
     */
    public SlowReaders(long most, long mostAtOnce, LongSupplier nanos, Executor later) {
        this.most = most;
        this.mostAtOnce = Math.max(most, mostAtOnce);
        this.nanos = nanos;
        this.later = later == null ? look -> loop.after(PATIENCE, look::run) : later;
    }

    /** Nobody is looked after any more. */
    @Override
    public void close() {
        loop.close();
    }

    /** @param network null: of a proxy, whose connections are anybody's */
    private record Held(InetAddress network, long bytes, long sinceNanos) {
    }

    /**
     * It holds so much as long as nothing else is said of it.
     *
     * @param network whose it is; null for those of a proxy
     */
    void hold(SlowReader reader, InetAddress network, long bytes) {
        close(leavingFor(reader, new Held(network, bytes, nanos.getAsLong())));
    }

    /** A part of what was answered is out. */
    synchronized void took(SlowReader reader) {
        Held held = slow.get(reader);
        if (held != null) {
            slow.putLast(reader, new Held(held.network, held.bytes, nanos.getAsLong()));
        }
    }

    /** All that was answered is out, or it is closed. */
    synchronized void rest(SlowReader reader) {
        Held held = slow.remove(reader);
        if (held != null) {
            bytes -= held.bytes;
        }
    }

    /** What all hold together. */
    public synchronized long bytes() {
        return bytes;
    }

    private synchronized List<SlowReader> leavingFor(SlowReader reader, Held held) {
        Held before = slow.putLast(reader, held);
        bytes += held.bytes - (before == null ? 0 : before.bytes);
        return leaving();
    }

    private void look() {
        close(leavingAfterAWhile());
    }

    private synchronized List<SlowReader> leavingAfterAWhile() {
        looking = false;
        return leaving();
    }

    private List<SlowReader> leaving() {
        var leaving = new ArrayList<SlowReader>();
        if (bytes > most) {
            long now = nanos.getAsLong();
            reduceTo(most, now - PATIENCE.toNanos(), leaving);
            reduceTo(mostAtOnce, now, leaving);
        }
        if (bytes > most && !looking) {
            looking = isPromised();
        }
        return leaving;
    }

    /** Where there is no thread for it, the next one who holds something asks again; who leaves now leaves all the same. */
    private boolean isPromised() {
        try {
            later.execute(this::look);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warn("Slow readers are looked after later: {}", e.toString());
            return false;
        }
    }

    private void reduceTo(long limit, long untilNanos, List<SlowReader> leaving) {
        if (bytes <= limit) {
            return;
        }
        SlowestOfMost order = slowestUntil(untilNanos);
        for (SlowReader next = order.next(); next != null; next = bytes > limit ? order.next() : null) {
            rest(next);
            leaving.add(next);
        }
    }

    private SlowestOfMost slowestUntil(long untilNanos) {
        var order = new SlowestOfMost();
        for (Map.Entry<SlowReader, Held> each : slow.entrySet()) {
            Held held = each.getValue();
            if (held.sinceNanos - untilNanos > 0) {
                break;
            }
            order.add(each.getKey(), held.network, held.bytes);
        }
        return order;
    }

    private static void close(List<SlowReader> leaving) {
        for (SlowReader each : leaving) {
            // Not by this thread, which may have a lock of its own connection: closing takes that of another.
            Thread.ofVirtual().name("slow-reader").start(() -> each.close(
                    // The visitor's doing, and no failure of what answers.
                    new EofException("answers are not taken, and what is kept of them is more than there is room for")));
        }
    }
}
