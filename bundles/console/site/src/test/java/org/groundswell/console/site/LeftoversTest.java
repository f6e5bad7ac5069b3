package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.groundswell.console.testing.FakeFrame;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A node that is killed while a picture is sent keeps nothing of it: the file says where it was taken. */
public class LeftoversTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatAnEarlierNodeLeftIsTakenAway() throws IOException {
        Path root = folder.getRoot().toPath();
        Path upload = Files.createDirectories(root.resolve("upload/program")).getParent();
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        for (Path each : List.of(upload.resolve("sent1.part"), upload.resolve("made.png"), temporary.resolve("upload_a_1.tmp"),
                temporary.resolve("other.tmp"))) {
            Files.setLastModifiedTime(Files.writeString(each, "x"), FileTime.from(BEFORE));
        }
        Files.writeString(upload.resolve("sent2.part"), "is being sent");
        Files.writeString(temporary.resolve("upload_b_2.tmp"), "is being sent");
        var site = new FakeSite();
        var desk = new SiteDesk(site, site.release, site.pages(), root, Clock.systemUTC(), 10_000);
        try {
            new UploadServlet(desk, new FakeFrame(ListServlet.class), upload, temporary);
        } finally {
            desk.close();
        }
        assertEquals(List.of("made.png", "program", "sent2.part"), names(upload));
        assertEquals(List.of("other.tmp", "upload_b_2.tmp"), names(temporary));
        Leftovers.delete(root.resolve("none"), "*");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
