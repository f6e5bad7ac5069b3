package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SavedPagesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SavedPages pages = new SavedPages("X-One: 1\r\n", Map.of("pages", site(), "wall", figures()));
    private Path node;

    @Before
    public void makeNode() throws IOException {
        node = folder.getRoot().toPath();
        Path content = Files.createDirectories(node.resolve("site/content")).resolve("home.md");
        Files.writeString(content, "Welcome");
    }

    @Test
    public void areReadAsTheyWereWritten() throws IOException {
        pages.write(node.resolve("data"));
        assertEquals(Optional.of(pages), SavedPages.read(node, node.resolve("data")));
    }

    @Test
    public void theLastOnesCount() throws IOException {
        pages.write(node.resolve("data"));
        var later = new SavedPages("", Map.of("pages", site()));
        later.write(node.resolve("data"));
        assertEquals(Optional.of(later), SavedPages.read(node, node.resolve("data")));
    }

    @Test
    public void thereAreNoneBeforeTheFirstRun() {
        assertEquals(Optional.empty(), SavedPages.read(node, node.resolve("data")));
    }

    @Test
    public void areNotShownWhenTheSiteWasChangedSince() throws IOException {
        pages.write(node.resolve("data"));
        Files.setLastModifiedTime(node.resolve("site/content/home.md"), FileTime.from(Instant.now().plusSeconds(1)));
        assertEquals(Optional.empty(), SavedPages.read(node, node.resolve("data")));
    }

    @Test
    public void areNotShownWhenSomethingWasTakenAwaySince() throws IOException {
        pages.write(node.resolve("data"));
        Files.setLastModifiedTime(node.resolve("data/edge/pages"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.delete(node.resolve("site/content/home.md"));
        assertEquals(Optional.empty(), SavedPages.read(node, node.resolve("data")));
    }

    @Test
    public void aDamagedFileIsNone() throws IOException {
        pages.write(node.resolve("data"));
        Path file = node.resolve("data/edge/pages");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertEquals("byte " + i, Optional.empty(), SavedPages.read(node, node.resolve("data")));
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertEquals("length " + length, Optional.empty(), SavedPages.read(node, node.resolve("data")));
        }
    }

    public static SnapshotSet site() {
        return new SnapshotSet(List.of(
                Snapshot.of("/en/", "text/html", Caching.REVALIDATE, "Home".getBytes(StandardCharsets.UTF_8)),
                Snapshot.of("/nl/", "text/html", Caching.REVALIDATE, "Thuis".getBytes(StandardCharsets.UTF_8)),
                Snapshot.of("/en/thanks", "text/html", Caching.REVALIDATE, "Thanks".getBytes(StandardCharsets.UTF_8))
                        .personalWith("donation"),
                Snapshot.of("/embed/flood", "text/html", Caching.REVALIDATE, "Meter".getBytes(StandardCharsets.UTF_8))
                        .openToOtherSites(),
                Snapshot.withKey("/en/donate", "text/html",
                        ("key=" + "0".repeat(Snapshot.KEY_LENGTH) + ".").getBytes(StandardCharsets.UTF_8), 4)
                        .filledBy(Set.of("amount"))),
                List.of("en", "nl"), Map.of("en", Map.of(0, error("Sorry")), "nl", Map.of(503, error("Later"))),
                Map.of());
    }

    public static SnapshotSet figures() {
        return new SnapshotSet(List.of(Snapshot.of("/api/total", "application/json", Caching.REVALIDATE,
                "{}".getBytes(StandardCharsets.UTF_8))), List.of(), Map.of(), Map.of("/live/total", "/api/total"));
    }

    private static Snapshot error(String text) {
        return Snapshot.of("/error", "text/html", Caching.NEVER, text.getBytes(StandardCharsets.UTF_8));
    }
}
