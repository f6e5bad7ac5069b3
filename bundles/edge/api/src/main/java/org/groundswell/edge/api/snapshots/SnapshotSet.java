package org.groundswell.edge.api.snapshots;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything one publisher answers, replaced as a whole so that a visitor never sees old and new mixed. Immutable.
 *
 * @param snapshots   the responses, each path once
 * @param languages   language tags (BCP 47) in order of preference, the first is the default; empty when the set has
 *                    no pages. {@code /} redirects to the best of them.
 * @param errors      pages shown instead of a bare error: by language tag, then by HTTP status; the status 0 stands
 *                    for all that have no page of their own
 * @param streams     live streams: the stream's path to the path of the snapshot whose body is pushed on each change
 */
public record SnapshotSet(List<Snapshot> snapshots, List<String> languages,
        Map<String, Map<Integer, Snapshot>> errors, Map<String, String> streams) {

    /** A set without pages and streams. */
    public static final SnapshotSet EMPTY = new SnapshotSet(List.of(), List.of(), Map.of(), Map.of());

    public SnapshotSet {
        snapshots = List.copyOf(snapshots);
        languages = List.copyOf(languages);
        errors = errors.entrySet().stream().collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, pages -> Map.copyOf(pages.getValue())));
        streams = Map.copyOf(streams);
    }
}
