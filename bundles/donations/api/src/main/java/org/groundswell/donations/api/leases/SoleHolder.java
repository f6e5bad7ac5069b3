package org.groundswell.donations.api.leases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The leases of a ledger that only one node uses: it has every job that it asks for, for good. What a job has done is
 * where it keeps it itself, so marks are not kept. Thread-safe.
 */
public class SoleHolder implements Leases {
    private static final UUID NODE = new UUID(0, 0);

    private final Map<String, Lease> held = new ConcurrentSkipListMap<>();
    private final Set<String> givenBack = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Lease> take(String job) {
        givenBack.remove(job);
        return Optional.of(held.computeIfAbsent(job, name -> new Lease(name, NODE, 0, "")));
    }

    /** Also one that was taken before this ledger's bundle was swapped: no other node can have it. */
    @Override
    public boolean isHeld(Lease lease) {
        return isKnown(lease);
    }

    private boolean isKnown(Lease lease) {
        return lease.holder().equals(NODE) && lease.fence() == 0 && !givenBack.contains(lease.job());
    }

    @Override
    public void note(Lease lease, String mark) {
        // Nobody takes over who would ask for it.
    }

    @Override
    public void giveBack(Lease lease) {
        if (isKnown(lease)) {
            givenBack.add(lease.job());
            held.remove(lease.job());
        }
    }

    @Override
    public List<Lease> held() {
        return List.copyOf(held.values());
    }
}
