package org.groundswell.kernel.retention;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OldLogsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void onlyRotatedLogsGoWhoseNameAndLastChangeAreOld() throws Exception {
        List<String> stay = List.of("groundswell.2026-10-22.0.log.gz", "groundswell.2026-11-20.3.log.gz",
                "groundswell.9999-99-99.0.log.gz", "groundswell.1970-01-01.0.log.gz", "groundswell.log", "start.log",
                "groundswell.2026-01-01.0.log.gz.bak");
        for (String each : stay) {
            file(each, "2026-01-01T00:00:00Z");
        }
        file("groundswell.2026-02-02.0.log.gz", "2026-11-20T00:00:00Z");
        file("groundswell.2026-10-21.0.log.gz", "2026-10-22T00:00:00Z");
        file("groundswell.2026-10-01.12.log", "2026-10-02T00:00:00Z");
        var logs = logs(30);
        assertEquals(new Overdue(2, ""), logs.overdue(NOW));
        assertEquals(10, names().size());
        assertEquals(new Overdue(2, ""), logs.delete(NOW));
        assertEquals(Stream.concat(stay.stream(), Stream.of("groundswell.2026-02-02.0.log.gz")).sorted().toList(),
                names());
    }

    @Test
    public void nothingGoesForGoodOrFromAFolderThatIsNotThere() throws Exception {
        file("groundswell.2024-10-21.0.log.gz", "2024-10-22T00:00:00Z");
        assertEquals(Overdue.NOTHING, logs(0).delete(NOW));
        assertEquals(1, names().size());
        assertEquals(Overdue.NOTHING, new OldLogs(Path.of("/nowhere"), new Term(1), ZoneOffset.UTC).delete(NOW));
    }

    private OldLogs logs(int days) {
        return new OldLogs(folder.getRoot().toPath(), new Term(days), ZoneOffset.UTC);
    }

    private void file(String name, String changed) throws Exception {
        Path file = Files.writeString(folder.getRoot().toPath().resolve(name), "192.0.2.1");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(changed)));
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
