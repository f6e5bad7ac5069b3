package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.groundswell.testing.FaultyDisk;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The disk refuses a call of an outbox's way, or its file is taken away; then all is well again. */
public class OutboxFailureTest {
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void oneFullMomentCostsOneTryAndNoMore() throws Exception {
        everywhere(FaultyDisk.ENOSPC, false);
    }

    @Test
    public void aDiskThatIsFullForAWhileCostsTheTriesOfThatWhile() throws Exception {
        everywhere(FaultyDisk.ENOSPC, true);
    }

    @Test
    public void oneInputOutputErrorCostsOneTryAndNoMore() throws Exception {
        everywhere(FaultyDisk.EIO, false);
    }

    @Test
    public void aDiskThatFailsForAWhileCostsTheTriesOfThatWhile() throws Exception {
        everywhere(FaultyDisk.EIO, true);
    }

    @Test
    public void aFileThatWasTakenAwayIsWrittenAnew() throws Exception {
        Path file = folder.getRoot().toPath().resolve("webhooks/crm.db");
        try (var outbox = new Outbox(file)) {
            outbox.take(List.of(Entries.entry(1, 1)), "1", NOW);
            remove(file.getParent());
            outbox.take(List.of(Entries.entry(2, 2)), "2", NOW);
            assertEquals("what is known of the one before is not lost", List.of(1L, 2L), due(outbox));
            try (var again = new Outbox(file)) {
                assertEquals(Optional.of("2"), again.position());
                assertEquals(List.of(1L, 2L), due(again));
            }
        }
    }

    @Test
    public void aFileThatWasPutThereInItsPlaceCounts() throws Exception {
        Path file = folder.getRoot().toPath().resolve("webhooks/crm.db");
        Path other = folder.getRoot().toPath().resolve("other/crm.db");
        try (var restored = new Outbox(other)) {
            restored.take(List.of(Entries.entry(7, 7)), "7", NOW);
        }
        try (var outbox = new Outbox(file)) {
            outbox.take(List.of(Entries.entry(1, 1)), "1", NOW);
            remove(file.getParent());
            Files.createDirectory(file.getParent());
            Files.move(other, file);
            assertEquals(List.of(7L), due(outbox));
        }
    }

    private void everywhere(int error, boolean forGood) throws Exception {
        var disk = new FaultyDisk(folder.getRoot().toPath());
        var refusing = new TreeSet<String>();
        for (int n = 1; ; n++) {
            Path file = folder.getRoot().toPath().resolve(n + "/webhooks/crm.db");
            Files.createDirectories(file.getParent());
            try (var outbox = new Outbox(file)) {
                outbox.take(List.of(Entries.entry(1, 1)), "1", NOW);
                disk.fail(n, error, forGood);
                boolean taken = tries(() -> outbox.take(List.of(Entries.entry(2, 2)), "2", NOW));
                boolean told = tries(() -> outbox.delivered(outbox.due(NOW, 1)));
                List<String> calls = disk.mend();
                if (calls.isEmpty()) {
                    assertTrue("nothing failed", taken && told);
                    break;
                }
                String when = "at call " + n + ", " + calls.getLast();
                if (!taken || !told) {
                    refusing.add(calls.getLast());
                }
                assertEquals(when, Optional.of(taken ? "2" : "1"), outbox.position());
                outbox.take(List.of(Entries.entry(2, 2)), "2", NOW);
                assertEquals(when, told ? List.of(2L) : List.of(1L, 2L), due(outbox));
                outbox.delivered(outbox.due(NOW, 10));
                try (var again = new Outbox(file)) {
                    assertEquals(when, List.of(), due(again));
                    assertEquals(when, Optional.of("2"), again.told());
                }
            }
        }
        assertFalse("something was refused", refusing.isEmpty());
    }

    private static boolean tries(Runnable work) {
        try {
            work.run();
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static List<Long> due(Outbox outbox) {
        return outbox.due(NOW, 10).stream().map(each -> each.entry().sequence()).toList();
    }

    private static void remove(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
