package org.groundswell.donations.ledger.postgres;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Pledge;

/** What a group of commands has to know of the book before it can decide. Not thread-safe. */
final class Needs {
    private final Set<UUID> donations = new LinkedHashSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final List<Event> events = new ArrayList<>();
    private int entries;

    /** A gateway's notification. */
    record Event(String provider, String id) {
    }

    void pledge(Pledge pledge) {
        donations.add(pledge.id());
        keys.add(pledge.key());
        entries++;
    }

    void change(Change change) {
        donation(change.donation());
        if (change.eventId() != null) {
            events.add(event(change));
        }
    }

    /** A donation that may get an entry. */
    void donation(UUID id) {
        donations.add(id);
        entries++;
    }

    static Event event(Change change) {
        return new Event(change.payment() == null ? "" : change.payment().provider(), change.eventId());
    }

    Set<UUID> donations() {
        return donations;
    }

    Set<String> keys() {
        return keys;
    }

    List<Event> events() {
        return events;
    }

    /** How many entries there may be. */
    int entries() {
        return entries;
    }
}
