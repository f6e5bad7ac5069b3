package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;

/**
 * What connections hold of the node's memory because their visitors do not take what was answered. Beyond a number of
 * bytes the slowest readers of the address that holds most go: who reads is served, however many do not. Thread-safe.
 */
public final class SlowReaders {
    private final long most;
    /** Who has taken nothing whole for longest first. */
    private final LinkedHashMap<EndPoint, Held> slow = new LinkedHashMap<>();
    private final Map<InetAddress, Long> byNetwork = new HashMap<>();
    private long bytes;

    public SlowReaders(long most) {
        this.most = most;
    }

    /** @param network null: of a proxy, whose connections are anybody's */
    private record Held(InetAddress network, long bytes) {
    }

    /**
     * A connection holds so much as long as nothing else is said of it.
     *
     * @param network whose it is; null for those of a proxy
     */
    void hold(EndPoint reader, InetAddress network, long bytes) {
        for (EndPoint each : slowest(reader, new Held(network, bytes))) {
            // Not by this thread, which may have a lock of its own connection: closing takes that of another.
            Thread.ofVirtual().name("slow-reader").start(() -> each.close(
                    new TimeoutException("answers are not taken, and what is kept of them is more than there is room for")));
        }
    }

    /** All that was answered is out, or the connection is closed. */
    synchronized void rest(EndPoint reader) {
        Held held = slow.remove(reader);
        if (held != null) {
            add(held.network, -held.bytes);
        }
    }

    /** What all hold together. */
    public synchronized long bytes() {
        return bytes;
    }

    private synchronized List<EndPoint> slowest(EndPoint reader, Held held) {
        Held before = slow.put(reader, held);
        add(held.network, held.bytes - (before == null ? 0 : before.bytes));
        var leaving = new ArrayList<EndPoint>();
        while (bytes > most) {
            leaving.add(slowestOfMost());
        }
        return leaving;
    }

    /** From the oldest on: where many hold as much, each with one connection, it is not an address that decides. */
    private EndPoint slowestOfMost() {
        long largest = Collections.max(byNetwork.values());
        EndPoint slowest = slow.entrySet().stream().filter(each -> byNetwork.get(each.getValue().network) == largest)
                .findFirst().orElseThrow().getKey();
        rest(slowest);
        return slowest;
    }

    private void add(InetAddress network, long more) {
        bytes += more;
        long now = byNetwork.getOrDefault(network, 0L) + more;
        if (now == 0) {
            byNetwork.remove(network);
        } else {
            byNetwork.put(network, now);
        }
    }
}
