package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.testing.SetClock;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OldWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private final SetClock clock = new SetClock(NOW);

    @Test
    public void oldWordsGoAndTheChainHolds() throws Exception {
        Path folder = temporary.getRoot().toPath();
        try (var file = new AuditFile(folder, clock)) {
            entry(file, "2016-10-01T00:00:00Z", "before there were nodes");
            entry(file, "2026-10-01T00:00:00Z", "");
            entry(file, "2026-10-22T20:00:00Z", "old words");
            entry(file, "2026-10-22T20:00:01Z", "young words");
            var old = new OldWords(new AuditTrail(file), new Term(30));
            assertEquals(Overdue.NOTHING, new OldWords(new AuditTrail(file), new Term(0)).delete(NOW));
            assertEquals(new Overdue(1, ""), old.overdue(NOW));
            assertEquals(Optional.of("old words"), file.before(4, 1).getFirst().detail());
            assertEquals(new Overdue(1, ""), old.delete(NOW));
            assertEquals(Overdue.NOTHING, old.delete(NOW));
            entry(file, "2026-11-21T20:00:00Z", "new words");
        }
        assertFalse(Files.readString(folder.resolve("audit.words")).contains("old words"));
        try (var file = new AuditFile(folder, clock)) {
            assertEquals(List.of(Optional.of("new words"), Optional.of("young words"), Optional.empty(), Optional.of(""),
                    Optional.of("before there were nodes")),
                    file.before(Long.MAX_VALUE, 9).stream().map(AuditFile.Line::detail).toList());
            Proof proof = file.prove();
            assertEquals(Optional.empty(), proof.broken());
            assertEquals(5, proof.entries());
            assertEquals(1, proof.erased());
        }
    }

    private void entry(AuditFile file, String at, String words) throws Exception {
        clock.set(Instant.parse(at));
        file.append("noor", "gift.note", "gift-1", words);
    }
}
