package org.groundswell.console.frame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.SignedIn;

/**
 * Whose session a form was made for, by the token that it carries, also when that session has ended: nobody else knows the
 * token. What this node has not shown a page to, or not for a day, it does not know. Thread-safe.
 */
final class FormTokens {
    private static final Duration LONGEST = Duration.ofDays(1);
    /** As there are sessions. */
    private static final int MOST = 2_000;

    private final Clock clock;
    /** The one that was used longest ago first. */
    private final LinkedHashMap<String, Known> names = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(String name, Instant at) {
    }

    FormTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized void note(SignedIn person) {
        names.put(person.token(), new Known(person.name(), clock.instant()));
    }

    synchronized Optional<String> name(String token) {
        return Optional.ofNullable(names.get(token)).filter(each -> !isOver(each)).map(Known::name);
    }

    synchronized void forgetOld() {
        names.values().removeIf(this::isOver);
    }

    private boolean isOver(Known known) {
        return known.at().plus(LONGEST).isBefore(clock.instant());
    }
}
