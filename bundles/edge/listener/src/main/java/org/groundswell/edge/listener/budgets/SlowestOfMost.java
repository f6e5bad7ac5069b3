package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * In which order slow readers go: each time the slowest one of the address that then holds most of them, and of addresses
 * that hold as much the one whose reader is the slowest.
 */
final class SlowestOfMost {
    private final Map<InetAddress, Address> addresses = new HashMap<>();
    private final PriorityQueue<Address> most = new PriorityQueue<>(
            Comparator.comparingLong((Address each) -> each.bytes).reversed().thenComparingLong(each -> each.readers.peek().place));
    private long places;

    private record Reader(SlowReader slow, long bytes, long place) {
    }

    private static final class Address {
        private final Queue<Reader> readers = new ArrayDeque<>();
        private long bytes;

        void add(Reader reader) {
            readers.add(reader);
            bytes += reader.bytes;
        }
    }

    /** The next slowest; all are added before the first one goes. */
    void add(SlowReader reader, InetAddress network, long bytes) {
        addresses.computeIfAbsent(network, _ -> new Address()).add(new Reader(reader, bytes, places++));
    }

    /** Who goes next, or null. */
    SlowReader next() {
        if (places > 0) {
            most.addAll(addresses.values());
            places = 0;
        }
        Address first = most.poll();
        if (first == null) {
            return null;
        }
        Reader slowest = first.readers.remove();
        first.bytes -= slowest.bytes;
        if (!first.readers.isEmpty()) {
            most.add(first);
        }
        return slowest.slow;
    }
}
