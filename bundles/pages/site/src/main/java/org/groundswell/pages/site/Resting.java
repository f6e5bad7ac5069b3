package org.groundswell.pages.site;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pages that went beyond their limits are not tried again at once, so that they take nothing from the others. A site
 * that is read anew begins without any. Thread-safe.
 */
final class Resting {
    private static final Duration REST = Duration.ofMinutes(1);
    /** Where this many went too far it is no accident: the others get less. */
    private static final int SEVERAL = 2;
    private static final Duration CPU = Duration.ofSeconds(2);
    private static final Duration CPU_AFTER_SEVERAL = Duration.ofMillis(200);

    private record Rest(long until, RenderFailure why) {
        /** One that goes on is not begun a second time: there would be more of them each minute. */
        boolean isOver() {
            return System.nanoTime() - until > 0 && !(why.getCause() instanceof RenderLimitException limit && limit.isStillRunning());
        }
    }

    private final Duration rest;
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    Resting() {
        this(REST);
    }

    Resting(Duration rest) {
        this.rest = rest;
    }

    /** Why this page is not tried now. */
    Optional<RenderFailure> why(String page, String language) {
        Rest found = resting.get(key(page, language));
        return found == null || found.isOver() ? Optional.empty() : Optional.of(found.why);
    }

    void rest(String page, String language, RenderFailure why) {
        resting.put(key(page, language), new Rest(System.nanoTime() + rest.toNanos(), why));
    }

    boolean isEmpty() {
        return resting.isEmpty();
    }

    /** Whether a page has rested long enough. */
    boolean isOver() {
        return resting.values().stream().anyMatch(Rest::isOver);
    }

    void ended(String page, String language) {
        resting.remove(key(page, language));
    }

    /** How much of a processor's time a page may take now. */
    Duration cpu() {
        return resting.size() < SEVERAL ? CPU : CPU_AFTER_SEVERAL;
    }

    private static String key(String page, String language) {
        return language + "/" + page;
    }
}
