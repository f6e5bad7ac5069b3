package org.groundswell.donations.service.gateways;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.payments.api.KeyRefusedException;

/**
 * Which gateways refuse our key. One answer is enough, for the next one will be no other: until somebody exchanges it nobody
 * can pay. Whatever is asked with a key that is taken proves the contrary. One that only may open no payments is not proved
 * by that: after a while it counts as untried, because a node that gets no donors would never find out. Thread-safe.
 */
final class KeyRefusals {
    private static final Duration UNTRIED = Duration.ofMinutes(5);

    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Clock clock;

    KeyRefusals(Clock clock) {
        this.clock = clock;
    }

    private record Refusal(String why, boolean onlyPayments, Instant at) {
    }

    /** @param opens whether it was asked to open a payment: what else it may not do keeps no donor from paying */
    void refused(String provider, KeyRefusedException refusal, boolean opens) {
        if (!refusal.isOnlyHere() || opens) {
            refusals.put(provider, new Refusal(String.valueOf(refusal.getMessage()), refusal.isOnlyHere(), clock.instant()));
        }
    }

    /** @param opened whether a payment was opened with it */
    void taken(String provider, boolean opened) {
        refusals.computeIfPresent(provider, (_, refusal) -> opened || !refusal.onlyPayments() ? null : refusal);
    }

    Optional<String> why(String provider) {
        return Optional.ofNullable(refusals.get(provider))
                .filter(each -> !each.onlyPayments() || clock.instant().isBefore(each.at().plus(UNTRIED))).map(Refusal::why);
    }

    /** One that comes in its place may have another key. */
    void forget(String provider) {
        refusals.remove(provider);
    }
}
