package org.groundswell.donations.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one call at a time through for each key; calls with other keys never wait for it. Thread-safe. */
public final class KeyedLock {
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** Returns what the step returns, or throws what it throws. */
    public <T> T alone(String key, Supplier<T> step) {
        Place place = places.compute(key, (_, there) -> there == null ? new Place() : there.joined());
        place.lock.lock();
        try {
            return step.get();
        } finally {
            place.lock.unlock();
            places.compute(key, (_, there) -> there.left());
        }
    }

    /** How many keys somebody is inside with or waits for. */
    int size() {
        return places.size();
    }

    /** Its number of users changes only while the map holds its key. */
    private static final class Place {
        private final ReentrantLock lock = new ReentrantLock();
        private int users = 1;

        Place joined() {
            users++;
            return this;
        }

        /** Null when nobody is left. */
        Place left() {
            users--;
            return users == 0 ? null : this;
        }
    }
}
