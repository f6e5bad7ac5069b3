package org.groundswell.donations.receipts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Receipts that did not go out for reasons of their own, for the admin. Bounded. Thread-safe. */
final class Unsent {
    private static final int NAMED = 100;
    private static final int SAID = 5;
    private static final int MANY = 5;

    private final Map<UUID, String> reasons = new LinkedHashMap<>();
    private long more;
    private long sent;

    /** @param reason without anything that the donor wrote */
    synchronized void add(UUID donation, String reason) {
        if (reasons.containsKey(donation) || reasons.size() < NAMED) {
            reasons.put(donation, reason);
        } else {
            more++;
        }
    }

    /** It went out, perhaps after all. */
    synchronized void sent(UUID donation) {
        reasons.remove(donation);
        sent++;
    }

    /** Whether so many fail that it is hardly the donors' doing: a mail server that refuses everybody, say. */
    synchronized boolean isWidespread() {
        return reasons.size() + more >= MANY && reasons.size() + more >= sent;
    }

    synchronized void clear() {
        reasons.clear();
        more = 0;
    }

    synchronized boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** In one sentence. */
    @Override
    public synchronized String toString() {
        return reasons.size() + more + " receipts did not go out: " + reasons.entrySet().stream().limit(SAID)
                .map(each -> "donation " + each.getKey() + ": " + each.getValue()).collect(Collectors.joining("; "))
                + (reasons.size() + more > SAID ? "; the others are in the log" : "");
    }
}
