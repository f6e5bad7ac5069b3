package org.groundswell.kernel.handover;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.health.NodeFitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both sides of a handover work with in their process.
 *
 * @param natives null on machines that have none
 * @param present gives null while the edge is not there
 * @param fitness gives null while nobody knows it
 */
record Surroundings(HandoverFolder folder, WriterLock writer, StartLevels levels, NativeSockets natives,
        ListeningSockets sockets, Supplier<Doors> present, Supplier<NodeFitness> fitness) {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final long POLL_NANOS = 5_000_000;

    /** @throws HandoverException where the edge has not come within this time */
    Doors doors(Duration longest) throws HandoverException {
        if (!await(longest, () -> present.get() != null)) {
            throw new HandoverException("its edge did not come up within " + longest.toSeconds() + " s");
        }
        return present.get();
    }

    /** @throws HandoverException where it cannot take gifts within this time, with what it lacks */
    void awaitFitness(Duration longest) throws HandoverException {
        if (!await(longest, () -> lacking().isEmpty())) {
            throw new HandoverException("it was not fit to take gifts within " + longest.toSeconds() + " s: "
                    + lacking());
        }
    }

    String lacking() {
        NodeFitness known = fitness.get();
        try {
            return known == null ? "health" : String.join(", ", known.lacking());
        } catch (RuntimeException e) {
            LOG.debug("Health is being stopped or started", e);
            return "health";
        }
    }

    static boolean await(Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
