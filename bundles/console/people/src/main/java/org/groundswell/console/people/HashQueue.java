package org.groundswell.console.people;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One slow hash at a time, so that whoever guesses takes one core at most; who waits is served in order, and no address
 * takes more than its share of the places: one where it has guessed too often. The last places are for those of whom no
 * wrong password came and nobody waits yet, or a handful of addresses that guess would keep out whoever knows theirs.
 * Thread-safe.
 */
final class HashQueue {
    private static final int PLACES = 32;
    private static final int KEPT_FOR_NEW_ONES = 7;
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
    Optional<Boolean> inTurn(Asker asker, Check check) {
        if (!enter(asker)) {
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
            leave(asker.address());
        }
    }

    /** Whether they may wait here now. */
    synchronized boolean isOpenTo(Asker asker) {
        int own = waiting.getOrDefault(asker.address(), 0);
        boolean first = asker.isNew() && own == 0;
        return all < (first ? PLACES : PLACES - KEPT_FOR_NEW_ONES) && own < (asker.isOver() ? 1 : PLACES_OF_AN_ADDRESS);
    }

    private synchronized boolean enter(Asker asker) {
        if (!isOpenTo(asker)) {
            return false;
        }
        all++;
        waiting.merge(asker.address(), 1, Integer::sum);
        return true;
    }

    private synchronized void leave(String address) {
        all--;
        waiting.merge(address, -1, (before, less) -> before + less == 0 ? null : before + less);
    }
}
