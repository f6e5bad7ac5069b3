package org.groundswell.console.people;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One slow hash at a time, so that whoever guesses takes one core at most; who waits is served in order, and no address
 * takes more than its share of the places. Thread-safe.
 */
final class HashQueue {
    private static final int PLACES = 32;
    private static final int PLACES_OF_AN_ADDRESS = 4;

    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    /** Something that takes a while. */
    @FunctionalInterface
    interface Check {
        boolean isRight() throws InterruptedException;
    }

    /** What the check said, or nothing where there is no place to wait for it. */
    Optional<Boolean> inTurn(String address, Check check) {
        if (!enter(address)) {
            return Optional.empty();
        }
        try {
            turn.acquire();
            try {
                return Optional.of(check.isRight());
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leave(address);
        }
    }

    /** Whether this address may wait here now. */
    synchronized boolean isOpenTo(String address) {
        return all < PLACES && waiting.getOrDefault(address, 0) < PLACES_OF_AN_ADDRESS;
    }

    private synchronized boolean enter(String address) {
        if (!isOpenTo(address)) {
            return false;
        }
        all++;
        waiting.merge(address, 1, Integer::sum);
        return true;
    }

    private synchronized void leave(String address) {
        all--;
        waiting.merge(address, -1, (before, less) -> before + less == 0 ? null : before + less);
    }
}
