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
    }

    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    /** Why this page is not tried now. */
    Optional<RenderFailure> why(String page, String language) {
        Rest rest = resting.get(key(page, language));
        return rest == null || System.nanoTime() - rest.until > 0 ? Optional.empty() : Optional.of(rest.why);
    }

    void rest(String page, String language, RenderFailure why) {
        resting.put(key(page, language), new Rest(System.nanoTime() + REST.toNanos(), why));
    }

    boolean isEmpty() {
        return resting.isEmpty();
    }

    /** Whether a page has rested long enough. */
    boolean isOver() {
        return resting.values().stream().anyMatch(each -> System.nanoTime() - each.until > 0);
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
