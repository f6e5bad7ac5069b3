package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with pages: one message for each mistake, however many pages meet it. Not thread-safe. */
final class PageProblems {
    private final Map<String, Set<String>> pages = new LinkedHashMap<>();

    void add(Problem problem) {
        pages.computeIfAbsent(problem.toString(), _ -> new LinkedHashSet<>());
    }

    void add(RenderFailure failure) {
        add(failure.mistake(), failure.page());
    }

    /** @param page says which page meets it */
    void add(String mistake, String page) {
        pages.computeIfAbsent(mistake, _ -> new LinkedHashSet<>()).add(page);
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    void clear() {
        pages.clear();
    }

    List<String> messages() {
        var messages = new ArrayList<String>();
        pages.forEach((mistake, met) -> messages.add(met.isEmpty() ? mistake : mistake + " (" + met.iterator().next()
                + (met.size() == 1 ? "" : ", and " + (met.size() - 1) + " more") + ")"));
        return messages;
    }
}
