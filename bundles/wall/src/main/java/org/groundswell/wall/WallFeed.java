package org.groundswell.wall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells open pages that the wall has moved: a tiny object that changes, and a stream of it. */
@Component(service = WallFeed.class)
public final class WallFeed {
    static final String STREAM = "/live/wall";
    private static final String PATH = "/api/wall";

    private final SnapshotPublisher publisher;

    @Activate
    public WallFeed(@Reference SnapshotPublisher publisher) {
        this.publisher = publisher;
    }

    /** @param shown what is on the wall now; visitors learn only that it is something else */
    void moved(List<Message> shown) {
        byte[] body = ("{\"version\":\"" + Integer.toHexString(shown.hashCode()) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        publisher.publish("org.groundswell.wall", new SnapshotSet(
                List.of(Snapshot.of(PATH, "application/json", Caching.REVALIDATE, body)), List.of(), Map.of(),
                Map.of(STREAM, PATH)));
    }
}
