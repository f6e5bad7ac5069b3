package org.groundswell.donations.api.leases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The leases of a ledger that only one node uses: it has every job that it asks for, for good. What a job has done is
 * where it keeps it itself, so marks are not kept. Thread-safe.
 */
public class SoleHolder implements Leases {
    private static final UUID NODE = new UUID(0, 0);

    private final Map<String, Lease> held = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Lease> take(String job) {
        return Optional.of(held.computeIfAbsent(job, name -> new Lease(name, NODE, 0, "")));
    }

    @Override
    public boolean isHeld(Lease lease) {
        return held.containsValue(lease);
    }

    @Override
    public void note(Lease lease, String mark) {
        // Nobody takes over who would ask for it.
    }

    @Override
    public void giveBack(Lease lease) {
        held.remove(lease.job(), lease);
    }

    @Override
    public List<Lease> held() {
        return List.copyOf(held.values());
    }
}
