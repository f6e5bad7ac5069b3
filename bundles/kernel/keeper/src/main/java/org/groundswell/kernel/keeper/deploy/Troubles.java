package org.groundswell.kernel.keeper.deploy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Why something of a file is not in: by the file's name, then by the bundle's, or the file's where it is none. Thread-safe. */
final class Troubles {
    private final Map<String, Map<String, String>> reasons = new ConcurrentHashMap<>();

    void add(String file, String bundle, String reason) {
        reasons.computeIfAbsent(file, name -> new ConcurrentHashMap<>()).put(bundle, reason);
    }

    void forget(String file) {
        reasons.remove(file);
    }

    /** @param isGone of a file by its name: one that went while its jar was on trial has none */
    Map<String, String> all(Predicate<String> isGone) {
        reasons.keySet().removeIf(isGone);
        var said = new TreeMap<String, String>();
        reasons.forEach((file, each) -> said.put(file, String.join("; ", each.values())));
        return said;
    }
}
