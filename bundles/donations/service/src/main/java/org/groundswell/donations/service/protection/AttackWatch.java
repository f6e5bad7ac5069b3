package org.groundswell.donations.service.protection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees by the rate of declined payments that somebody tries out cards, from wherever. Thread-safe. */
final class AttackWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AttackWatch.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** Whoever was stopped tries again a little later. */
    private static final Duration GUARDED_FOR = Duration.ofMinutes(30);
    private static final int MOST = 100_000;

    private final Clock clock;
    private final int declinesOfAttack;
    private final ArrayDeque<Instant> declines = new ArrayDeque<>();
    private final ArrayDeque<Instant> payments = new ArrayDeque<>();
    private boolean attacked;
    private Instant guardedUntil = Instant.MIN;

    /** @param declinesOfAttack how many in five minutes are an attack, if they are more than half of those paid */
    AttackWatch(Clock clock, int declinesOfAttack) {
        this.clock = clock;
        this.declinesOfAttack = declinesOfAttack;
    }

    synchronized void paid() {
        note(payments);
    }

    synchronized void declined() {
        note(declines);
    }

    /** What is happening now, for the admin; nothing in quiet times. */
    synchronized Optional<String> attack() {
        forget(declines);
        forget(payments);
        boolean now = declines.size() >= declinesOfAttack && declines.size() > payments.size() / 2;
        if (now) {
            guardedUntil = clock.instant().plus(GUARDED_FOR);
        }
        if (now != attacked) {
            attacked = now;
            if (now) {
                LOG.error("Somebody tries out cards: {} payments were declined in five minutes, {} paid",
                        declines.size(), payments.size());
            } else {
                LOG.info("Nobody tries out cards any more; new payments are guarded until {}", guardedUntil);
            }
        }
        return now ? Optional.of("Somebody tries out cards: " + declines.size() + " payments were declined in five"
                + " minutes, " + payments.size() + " paid") : Optional.empty();
    }

    /** Whether there is an attack, or was one a short while ago. */
    synchronized boolean isOnGuard() {
        attack();
        return clock.instant().isBefore(guardedUntil);
    }

    private void note(ArrayDeque<Instant> moments) {
        forget(moments);
        if (moments.size() < MOST) {
            moments.add(clock.instant());
        }
        attack();
    }

    private void forget(ArrayDeque<Instant> moments) {
        Instant start = clock.instant().minus(WINDOW);
        while (!moments.isEmpty() && moments.peek().isBefore(start)) {
            moments.remove();
        }
    }
}
