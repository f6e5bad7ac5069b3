package org.groundswell.pages.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.groundswell.shared.services.ServletPaths;

/**
 * Links to paths that are not the site's: whether they lead somewhere only other bundles know, which come and go.
 * Thread-safe.
 */
final class ForeignLinks {
    private final Supplier<ServletPaths> servlets;
    private final long from;

    /** @param patience how long a node's bundles may take to come; nothing is said before */
    ForeignLinks(Supplier<ServletPaths> servlets, Duration patience) {
        this.servlets = servlets;
        this.from = System.nanoTime() + patience.toNanos();
    }

    /**
     * What is to be said now.
     *
     * @param links what is to be said of a path that nobody answers, by path
     */
    List<String> dead(Map<String, String> links) {
        if (links.isEmpty() || System.nanoTime() - from < 0) {
            return List.of();
        }
        ServletPaths now = servlets.get();
        return links.entrySet().stream().filter(each -> !now.answer(each.getKey())).map(Map.Entry::getValue).sorted()
                .toList();
    }
}
