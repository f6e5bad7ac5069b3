package org.groundswell.console.rest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.groundswell.console.api.rest.Route;

/** Finds the route that a path and a method lead to. Immutable. */
final class Routing {
    private final List<Route> routes;

    Routing(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route and what stood in its braces. */
    record Found(Route route, Map<String, String> path) {
    }

    /** @param path decoded, below {@code /v1} */
    Optional<Found> find(String method, String path) {
        return routes.stream().filter(each -> each.method().name().equals(method.equals("HEAD") ? "GET" : method))
                .flatMap(each -> values(each.path(), path).map(values -> new Found(each, values)).stream())
                // A name that is written out is meant before one in braces.
                .min((one, other) -> one.path().size() - other.path().size());
    }

    /** The methods that this path knows; empty where there is no such path. */
    List<String> methods(String path) {
        var all = new TreeSet<String>();
        routes.stream().filter(each -> values(each.path(), path).isPresent()).forEach(each -> all.add(each.method().name()));
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        if (!all.isEmpty()) {
            all.add("OPTIONS");
        }
        return List.copyOf(all);
    }

    /** Whether a path is one of these patterns'. */
    static boolean isAmong(Collection<String> patterns, String path) {
        return patterns.stream().anyMatch(each -> values(each, path).isPresent());
    }

    private static Optional<Map<String, String>> values(String pattern, String path) {
        String[] expected = pattern.split("/", -1);
        String[] parts = path.split("/", -1);
        if (expected.length != parts.length) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < parts.length; i++) {
            if (expected[i].startsWith("{") && !parts[i].isEmpty()) {
                values.put(expected[i].substring(1, expected[i].length() - 1), parts[i]);
            } else if (!expected[i].equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
