package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.donations.api.moderation.Decision;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DecisionFileTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theLastDecisionCountsAndOutlivesARestart() throws Exception {
        Path file = folder.getRoot().toPath().resolve("moderation/decisions");
        var first = new DecisionFile(file);
        first.decide(List.of(ONE), Decision.SHOW);
        first.decide(List.of(TWO), Decision.SHOW);
        first.decide(List.of(ONE), Decision.HIDE);
        assertEquals(List.of(TWO), new DecisionFile(file).shown(9));
        first.decide(List.of(ONE), Decision.SHOW);
        assertEquals("the latest decision first", List.of(ONE, TWO), new DecisionFile(file).shown(9));
        assertTrue(first.decision(ONE).isPresent());
        assertFalse(first.decision(new UUID(0, 3)).isPresent());
    }

    @Test
    public void aLineThatWasCutOffDoesNotSwallowTheNext() throws Exception {
        Path file = folder.getRoot().toPath().resolve("decisions");
        new DecisionFile(file).decide(List.of(ONE), Decision.SHOW);
        Files.writeString(file, "\n" + TWO + " sh", StandardOpenOption.APPEND);
        new DecisionFile(file).decide(List.of(TWO), Decision.HIDE);
        assertEquals(List.of(ONE), new DecisionFile(file).shown(9));
    }

    @Test
    public void aDamagedFileKeepsNothingFromStarting() throws Exception {
        Path file = folder.getRoot().toPath().resolve("decisions");
        new DecisionFile(file).decide(List.of(ONE), Decision.SHOW);
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "no-uuid show\n" + TWO + " pin\n" + TWO + "\n", StandardOpenOption.APPEND);
        var decisions = new DecisionFile(file);
        assertEquals(List.of(ONE), decisions.shown(9));
        decisions.decide(List.of(TWO), Decision.SHOW);
        assertEquals(List.of(TWO, ONE), new DecisionFile(file).shown(9));
        assertEquals(4, Files.readString(folder.getRoot().toPath().resolve("decisions.unread")).lines().count());
    }

    /** Of an evening on which everything is read, beside all else that a node with a small heap has. */
    @Test
    public void manyDecisionsTakeLittleMemory() throws Exception {
        Path file = folder.getRoot().toPath().resolve("decisions");
        long before = heap();
        var decisions = new DecisionFile(file);
        var random = new Random(1);
        for (int i = 0; i < 10; i++) {
            decisions.decide(Stream.generate(() -> new UUID(random.nextLong(), random.nextLong())).limit(20_000).toList(),
                    Decision.SHOW);
        }
        long each = (heap() - before) / 200_000;
        assertTrue(each + " bytes for a decision, where a map of objects takes 110", each < 70);
        assertEquals(200_000, decisions.unshared().size());
        assertEquals(new DecisionFile(file).shown(100), decisions.shown(100));
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    public void whatCouldNotBeWrittenIsNotDecidedAndARemovedFileComesBack() throws Exception {
        Path file = folder.getRoot().toPath().resolve("moderation/decisions");
        var decisions = new DecisionFile(file);
        decisions.decide(List.of(ONE), Decision.SHOW);
        Files.delete(file);
        Files.delete(file.getParent());
        Files.writeString(file.getParent(), "");
        assertThrows(UncheckedIOException.class, () -> decisions.decide(List.of(TWO), Decision.SHOW));
        assertEquals(List.of(ONE), decisions.shown(9));
        Files.delete(file.getParent());
        decisions.decide(List.of(TWO), Decision.SHOW);
        assertEquals(List.of(TWO, ONE), new DecisionFile(file).shown(9));
    }
}
