package org.groundswell.edge.listener.published;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.PathTakenException;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;

/**
 * What all publishers answer together, at one moment. Immutable: a request that holds a table sees one state of the
 * site only.
 *
 * @param sets what each publisher published last
 * @param routes what they make together
 * @param past files that were published before under a name that changes with their content, the latest first: a page
 *        that somebody opened a moment ago still asks for them
 */
public record SnapshotTable(Map<String, SnapshotSet> sets, Routes<EncodedSnapshot> routes, List<EncodedSnapshot> past) {

    static final SnapshotTable EMPTY =
            new SnapshotTable(Map.of(), new Routes<>(Map.of(), Map.of(), List.of(), Map.of()), List.of());
    private static final int PAST_FILES = 100;

    /** The table with one publisher's set exchanged; unchanged bodies keep their encoded form. */
    SnapshotTable with(String publisher, SnapshotSet set) {
        var newSets = new HashMap<>(sets);
        newSets.put(publisher, set);
        var paths = new HashMap<String, EncodedSnapshot>();
        var owners = new HashMap<String, String>();
        for (var entry : newSets.entrySet()) {
            for (Snapshot snapshot : entry.getValue().snapshots()) {
                String owner = owners.putIfAbsent(snapshot.path(), entry.getKey());
                if (owner != null) {
                    throw taken(snapshot.path(), owner, entry.getKey(), publisher);
                }
                paths.put(snapshot.path(), encode(routes.page(snapshot.path()), snapshot));
            }
        }
        List<EncodedSnapshot> newPast = pastBeside(paths);
        newPast.forEach(file -> paths.put(file.source().path(), file));
        var pages = pagesAmong(newSets);
        return new SnapshotTable(Map.copyOf(newSets), new Routes<>(Map.copyOf(paths), streamsOf(newSets),
                pages.languages(), errorsOf(pages)), newPast);
    }

    /** The table without the sets of all others. */
    SnapshotTable only(Set<String> publishers) {
        SnapshotTable left = this;
        for (String publisher : sets.keySet()) {
            if (!publishers.contains(publisher)) {
                left = left.with(publisher, SnapshotSet.EMPTY);
            }
        }
        return left;
    }

    /** These publishers' sets as one. */
    SnapshotSet published(Set<String> publishers) {
        var some = new HashMap<>(sets);
        some.keySet().retainAll(publishers);
        SnapshotSet pages = pagesAmong(some);
        return new SnapshotSet(some.values().stream().flatMap(each -> each.snapshots().stream()).toList(),
                pages.languages(), pages.errors(), streamsOf(some));
    }

    /** The streams whose payload differs from the one in an older table. */
    Set<String> changedStreams(SnapshotTable older) {
        var changed = new HashSet<String>();
        routes.streams().forEach((stream, path) -> {
            if (routes.page(path) != older.routes.page(path)) {
                changed.add(stream);
            }
        });
        return changed;
    }

    /** The set of the publisher that says what languages the site has. */
    private static SnapshotSet pagesAmong(Map<String, SnapshotSet> sets) {
        return sets.values().stream().filter(each -> !each.languages().isEmpty()).findFirst()
                .orElse(SnapshotSet.EMPTY);
    }

    private static Map<String, String> streamsOf(Map<String, SnapshotSet> sets) {
        var all = new HashMap<String, String>();
        sets.values().forEach(each -> all.putAll(each.streams()));
        return Map.copyOf(all);
    }

    private List<EncodedSnapshot> pastBeside(Map<String, EncodedSnapshot> published) {
        var outgoing = routes.pages().values().stream().filter(file -> file.source().caching() == Caching.IMMUTABLE)
                .filter(file -> !past.contains(file));
        return Stream.concat(outgoing, past.stream()).filter(file -> !published.containsKey(file.source().path()))
                .limit(PAST_FILES).toList();
    }

    private Map<String, Map<Integer, EncodedSnapshot>> errorsOf(SnapshotSet pages) {
        var encoded = new HashMap<String, Map<Integer, EncodedSnapshot>>();
        pages.errors().forEach((language, byStatus) -> {
            var before = routes.errors().getOrDefault(language, Map.of());
            var now = new HashMap<Integer, EncodedSnapshot>();
            byStatus.forEach((status, snapshot) -> now.put(status, encode(before.get(status), snapshot)));
            encoded.put(language, now);
        });
        return encoded;
    }

    private static EncodedSnapshot encode(EncodedSnapshot before, Snapshot now) {
        return before != null && before.source().equals(now) ? before : new EncodedSnapshot(now);
    }

    private static PathTakenException taken(String path, String one, String other, String publisher) {
        return new PathTakenException(path, one.equals(publisher) ? other : one, publisher);
    }
}
