package org.groundswell.wall;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
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
        Path file = folder.getRoot().toPath().resolve("wall/decisions");
        var first = new DecisionFile(file);
        first.decide(ONE, true);
        first.decide(TWO, true);
        first.decide(ONE, false);
        assertEquals(List.of(TWO), new DecisionFile(file).shown());
        first.decide(ONE, true);
        assertEquals("the latest decision first", List.of(ONE, TWO), new DecisionFile(file).shown());
        assertTrue(first.isDecided(ONE));
        assertFalse(first.isDecided(new UUID(0, 3)));
    }

    @Test
    public void aLineThatWasCutOffDoesNotSwallowTheNext() throws Exception {
        Path file = folder.getRoot().toPath().resolve("decisions");
        new DecisionFile(file).decide(ONE, true);
        Files.writeString(file, "\n" + TWO + " sh", StandardOpenOption.APPEND);
        new DecisionFile(file).decide(TWO, false);
        assertEquals(List.of(ONE), new DecisionFile(file).shown());
    }

    @Test
    public void aDamagedFileKeepsNoWallFromStarting() throws Exception {
        Path file = folder.getRoot().toPath().resolve("decisions");
        new DecisionFile(file).decide(ONE, true);
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "no-uuid show\n" + TWO + " pin\n" + TWO + "\n", StandardOpenOption.APPEND);
        var decisions = new DecisionFile(file);
        assertEquals(List.of(ONE), decisions.shown());
        decisions.decide(TWO, true);
        assertEquals(List.of(TWO, ONE), new DecisionFile(file).shown());
        assertEquals(4, Files.readString(folder.getRoot().toPath().resolve("decisions.unread")).lines().count());
    }

    @Test
    public void whatCouldNotBeWrittenIsNotDecidedAndARemovedFileComesBack() throws Exception {
        Path file = folder.getRoot().toPath().resolve("wall/decisions");
        var decisions = new DecisionFile(file);
        decisions.decide(ONE, true);
        Files.delete(file);
        Files.delete(file.getParent());
        Files.writeString(file.getParent(), "");
        assertThrows(UncheckedIOException.class, () -> decisions.decide(TWO, true));
        assertEquals(List.of(ONE), decisions.shown());
        Files.delete(file.getParent());
        decisions.decide(TWO, true);
        assertEquals(List.of(TWO, ONE), new DecisionFile(file).shown());
    }
}
