package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.PathTakenException;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.junit.Test;

public class SnapshotTableTest {

    @Test
    public void aSetIsReplacedAsAWhole() {
        var table = SnapshotTable.EMPTY.with("pages", set(page("/a", "1"), page("/b", "1")));
        var next = table.with("pages", set(page("/b", "2")));
        assertNull(next.routes().pages().get("/a"));
        assertEquals(Set.of("/a", "/b"), table.routes().pages().keySet());
    }

    @Test
    public void aPageOfAMomentAgoStillFindsItsFiles() {
        var table = SnapshotTable.EMPTY.with("pages", set(page("/", "with a.css"), file("/a.css")));
        var next = table.with("pages", set(page("/", "with b.css"), file("/b.css")));
        assertSame(table.routes().pages().get("/a.css"), next.routes().pages().get("/a.css"));
        assertEquals(Set.of("/", "/a.css", "/b.css"), next.routes().pages().keySet());
        var other = next.with("other", set(page("/a.css", "mine now")));
        assertEquals(Caching.REVALIDATE, other.routes().pages().get("/a.css").source().caching());
        for (int i = 0; i < 500; i++) {
            next = next.with("pages", set(file("/" + i + ".css")));
        }
        assertEquals("the latest hundred and the present one", 101, next.routes().pages().size());
        assertNotNull(next.routes().pages().get("/400.css"));
        assertNull(next.routes().pages().get("/300.css"));
    }

    @Test
    public void unchangedBodiesAreNotEncodedAgain() {
        var table = SnapshotTable.EMPTY.with("pages", set(page("/a", "1"), page("/b", "1")));
        var next = table.with("pages", set(page("/a", "1"), page("/b", "2")));
        assertSame(table.routes().pages().get("/a"), next.routes().pages().get("/a"));
        assertNotSame(table.routes().pages().get("/b"), next.routes().pages().get("/b"));
    }

    @Test
    public void aPathHasOneOwner() {
        var table = SnapshotTable.EMPTY.with("pages", set(page("/a", "1")));
        var refused = assertThrows(PathTakenException.class, () -> table.with("other", set(page("/a", "2"))));
        assertEquals("Path /a belongs to pages; other must publish under another path", refused.getMessage());
    }

    @Test
    public void aStreamHasChangedWhenItsSnapshotHas() {
        var first = new SnapshotSet(List.of(page("/api/x", "1")), List.of(), Map.of(), Map.of("/live/x", "/api/x"));
        var second = new SnapshotSet(List.of(page("/api/x", "2")), List.of(), Map.of(), Map.of("/live/x", "/api/x"));
        var table = SnapshotTable.EMPTY.with("pages", first);
        assertTrue(table.with("pages", first).changedStreams(table).isEmpty());
        assertEquals(Set.of("/live/x"), table.with("pages", second).changedStreams(table));
    }

    @Test
    public void errorPagesFallBackToTheGeneralOne() {
        var errors = Map.of("en", Map.of(0, page("/e", "any"), 404, page("/e404", "missing")));
        var table = SnapshotTable.EMPTY.with("pages", new SnapshotSet(List.of(), List.of("en"), errors, Map.of()));
        assertEquals("/e404", table.routes().error(404, "/en/x", null).source().path());
        assertEquals("/e", table.routes().error(418, "/en/x", null).source().path());
        assertNull(SnapshotTable.EMPTY.routes().error(404, "/en/x", null));
    }

    private static SnapshotSet set(Snapshot... snapshots) {
        return new SnapshotSet(List.of(snapshots), List.of(), Map.of(), Map.of());
    }

    private static Snapshot file(String path) {
        return Snapshot.of(path, "text/css", Caching.IMMUTABLE, path.getBytes(StandardCharsets.UTF_8));
    }

    private static Snapshot page(String path, String body) {
        return Snapshot.of(path, "text/html", Caching.REVALIDATE, body.getBytes(StandardCharsets.UTF_8));
    }
}
