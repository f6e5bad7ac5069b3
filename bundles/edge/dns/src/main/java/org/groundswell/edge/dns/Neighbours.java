package org.groundswell.edge.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which of the other nodes have not been heard of. Only this machine's clock that goes forward is used: what counts is how
 * long a beat has stayed the same since it was first seen here, whatever time its writer believes it is. Who could not look
 * for most of that time, because the server was away or this machine slept, begins anew: the others could not write either.
 * Not thread-safe.
 */
final class Neighbours {
    private final long silenceNanos;
    private final LongSupplier nanos;
    private final Map<InetAddress, Seen> seen = new HashMap<>();
    private long lastLook;

    private record Seen(Beat beat, long since) {
    }

    /** @param silence after which a node counts as dead */
    Neighbours(Duration silence, LongSupplier nanos) {
        this.silenceNanos = silence.toNanos();
        this.nanos = nanos;
        this.lastLook = nanos.getAsLong();
    }

    /**
     * @param present all beats of others that there are
     * @return those that were the same for too long
     */
    List<Beat> silent(Collection<Beat> present) {
        long now = nanos.getAsLong();
        if (now - lastLook >= silenceNanos / 3 * 2) {
            seen.clear();
        }
        lastLook = now;
        seen.keySet().retainAll(present.stream().map(Beat::address).toList());
        for (Beat each : present) {
            seen.compute(each.address(), (_, before) -> before != null && before.beat().equals(each) ? before
                    : new Seen(each, now));
        }
        return present.stream().filter(each -> now - seen.get(each.address()).since() >= silenceNanos).toList();
    }
}
