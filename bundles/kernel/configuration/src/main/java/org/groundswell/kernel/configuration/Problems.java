package org.groundswell.kernel.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be mended in {@code conf/}, by file; said in the log when it comes and when it goes. Thread-safe. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Map<String, List<String>> byFile = new TreeMap<>();
    /** Files that nobody has seen good since the start. */
    private final Set<String> unknown = new HashSet<>();

    synchronized List<String> all() {
        return byFile.values().stream().flatMap(List::stream).toList();
    }

    synchronized List<String> of(String name) {
        return List.copyOf(byFile.getOrDefault(name, List.of()));
    }

    /** Those with which the node is not as it was meant to be. */
    synchronized List<String> severe() {
        return byFile.entrySet().stream().filter(each -> unknown.contains(each.getKey()))
                .flatMap(each -> each.getValue().stream()).toList();
    }

    /** The node has started without knowing what this file should say. */
    synchronized void unknownSinceStart(String name) {
        unknown.add(name);
    }

    synchronized boolean isUnknown(String name) {
        return unknown.contains(name);
    }

    /** @param found empty where the file is good or gone */
    synchronized void report(String name, List<String> found) {
        List<String> before = found.isEmpty() ? byFile.remove(name) : byFile.put(name, found);
        if (found.isEmpty()) {
            unknown.remove(name);
            if (before != null) {
                LOG.info("{} has no problems", place(name));
            }
        } else if (!found.equals(before)) {
            found.forEach(message -> LOG.error("{}", message));
            LOG.error("{} is not used until this is mended", place(name));
        }
    }

    private static String place(String name) {
        return "conf/" + name;
    }
}
