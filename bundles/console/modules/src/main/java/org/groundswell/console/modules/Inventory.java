package org.groundswell.console.modules;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is made of, as it tells the others. Immutable.
 *
 * @param site    the version of the site for all nodes that it has; empty where its site is its own
 * @param bundles versions by symbolic name
 */
record Inventory(String site, SortedMap<String, String> bundles) {
    private static final Gson GSON = new Gson();

    Inventory {
        bundles = new TreeMap<>(bundles);
    }

    String json() {
        return GSON.toJson(this);
    }

    /** Nothing where another release has written what this one does not understand. */
    static Optional<Inventory> read(String json) {
        record Written(String site, Map<String, String> bundles) {
        }
        try {
            Written written = GSON.fromJson(json, Written.class);
            return written == null || written.site() == null || written.bundles() == null ? Optional.empty()
                    : Optional.of(new Inventory(written.site(), new TreeMap<>(written.bundles())));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
