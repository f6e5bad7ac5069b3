package org.groundswell.kernel.keeper.history;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HistoryTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatWasGoodIsKnownAfterAKillInTheMiddleOfALine() throws Exception {
        Path file = folder.getRoot().toPath().resolve("keeper/history.jsonl");
        var first = new History(file);
        first.append(record("a", "one", SwapOutcome.GOOD));
        first.append(record("b", "two", SwapOutcome.GOOD));
        first.append(record("b", "two", SwapOutcome.REMOVED));
        Files.writeString(file, "{\"at\":\"2026-", StandardOpenOption.APPEND);
        var second = new History(file);
        assertEquals(first.all(), second.all());
        assertEquals(Set.of("a"), second.lastGood().keySet());
        second.append(record("a", "three", SwapOutcome.GOOD));
        assertEquals("three", new History(file).lastGood().get("a").sha256());
    }

    @Test
    public void aJarThatDidNotProveItselfIsNotTriedAgain() throws Exception {
        History history = history();
        history.append(record("a", "one", SwapOutcome.BEGUN));
        assertTrue(history.objection("one").isEmpty());
        history.append(record("a", "one", SwapOutcome.ROLLED_BACK));
        assertTrue(history.objection("one").get().contains("the reason"));
        history.append(record("a", "one", SwapOutcome.REFUSED));
        assertFalse("to be refused is no end", history.objection("one").isEmpty());
        // Somebody insisted, and was right.
        history.append(record("a", "one", SwapOutcome.GOOD));
        assertTrue(history.objection("one").isEmpty());
    }

    @Test
    public void aJarDuringWhoseProbationTheNodeEndsTwiceIsToBlame() throws Exception {
        History history = history();
        history.append(record("a", "one", SwapOutcome.BEGUN));
        history.append(record("a", "one", SwapOutcome.INTERRUPTED));
        history.append(record("a", "one", SwapOutcome.BEGUN));
        assertTrue("a stop is no crash", history.objection("one").isEmpty());
        history.append(record("a", "one", SwapOutcome.BEGUN));
        assertTrue(history.objection("one").get().contains("2 times"));
    }

    @Test
    public void aGoodJarThatEndsTheNodeLaterIsNotPutInAgain() throws Exception {
        History history = history();
        history.append(record("a", "one", SwapOutcome.GOOD));
        history.append(record("a", "two", SwapOutcome.BEGUN));
        history.append(record("a", "two", SwapOutcome.SET_ASIDE));
        assertEquals("the one before is not to blame", "one", history.lastGood().get("a").sha256());
        history.append(record("a", "one", SwapOutcome.SET_ASIDE));
        assertEquals(Set.of(), history.lastGood().keySet());
        assertEquals(List.of("one"), history.setAside().stream().map(SwapRecord::sha256).toList());
        history.append(record("a", "three", SwapOutcome.GOOD));
        assertEquals(List.of(), history.setAside());
    }

    @Test
    public void theWayBackLeadsPastJarsThatWereRolledBack() throws Exception {
        History history = history();
        for (String jar : List.of("one", "two", "three")) {
            history.append(record("a", jar, SwapOutcome.GOOD));
        }
        assertEquals("two", history.lastGoodBefore("a", "three").get().sha256());
        history.append(record("a", "three", SwapOutcome.ROLLED_BACK));
        history.append(record("a", "two", SwapOutcome.GOOD));
        assertEquals("one", history.lastGoodBefore("a", "two").get().sha256());
    }

    @Test
    public void theLastGoodJarsOfEachBundleAreWorthKeeping() throws Exception {
        History history = history();
        for (int i = 0; i < 20; i++) {
            history.append(record("a", "jar" + i, SwapOutcome.GOOD));
        }
        history.append(record("b", "other", SwapOutcome.GOOD));
        history.append(record("b", "bad", SwapOutcome.ROLLED_BACK));
        assertEquals(Set.of("jar15", "jar16", "jar17", "jar18", "jar19", "other"), history.recentlyGood());
    }

    @Test
    public void aDamagedHistoryKeepsNoKeeperFromStarting() throws Exception {
        Path file = folder.getRoot().toPath().resolve("history.jsonl");
        new History(file).append(record("a", "one", SwapOutcome.GOOD));
        String line = Files.readString(file).strip();
        Files.write(file, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
        for (String bad : List.of("[]", "{}", "null", "7", line.replace("GOOD", "ADMIRED"),
                line.replace("2026-11-21", "yesterday"), line.replace("\"bundle\":\"a\",", ""),
                line.replace("[\"c\"]", "[null]"), line.replace("[\"c\"]", "null"),
                line.substring(0, line.length() / 2))) {
            Files.writeString(file, bad + "\n", StandardOpenOption.APPEND);
        }
        var history = new History(file);
        assertEquals(1, history.all().size());
        history.append(record("a", "two", SwapOutcome.GOOD));
        assertEquals("two", new History(file).lastGood().get("a").sha256());
        assertEquals(11, Files.readString(folder.getRoot().toPath().resolve("history.jsonl.unread")).lines().count());
    }

    @Test
    public void whatCouldNotBeWrittenHasNotHappenedAndARemovedFileComesBack() throws Exception {
        Path file = folder.getRoot().toPath().resolve("keeper/history.jsonl");
        var history = new History(file);
        history.append(record("a", "one", SwapOutcome.GOOD));
        Files.delete(file);
        Files.delete(file.getParent());
        Files.writeString(file.getParent(), "");
        assertThrows(UncheckedIOException.class, () -> history.append(record("a", "two", SwapOutcome.BEGUN)));
        assertEquals("one", history.lastGood().get("a").sha256());
        Files.delete(file.getParent());
        history.append(record("b", "three", SwapOutcome.GOOD));
        assertEquals(Set.of("a", "b"), new History(file).lastGood().keySet());
    }

    @Test
    public void aLongHistoryIsShortenedAndKeepsTheWayBack() throws Exception {
        Path file = folder.getRoot().toPath().resolve("keeper/history.jsonl");
        var history = new History(file, 10);
        history.append(record("a", "first", SwapOutcome.GOOD));
        for (int i = 0; i < 500; i++) {
            history.append(record("b", "jar" + i, SwapOutcome.ROLLED_BACK));
            assertTrue(history.all().size() <= 21);
        }
        assertTrue(Files.readAllLines(file).size() <= 21);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        var again = new History(file, 10);
        assertEquals(history.all(), again.all());
        assertEquals("first", again.lastGood().get("a").sha256());
        assertFalse(again.objection("jar499").isEmpty());
    }

    @Test
    public void aLineThatADiskHasChangedCostsNoOtherLine() throws Exception {
        Path file = folder.getRoot().toPath().resolve("keeper/history.jsonl");
        var history = new History(file);
        history.append(record("a", "one", SwapOutcome.GOOD));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xc3, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "{\"at\":\"yesterday\"}\n{\"at\":{}}\n[]\n{}\nnull\n", StandardOpenOption.APPEND);
        history.append(record("b", "two", SwapOutcome.GOOD));
        assertEquals(Set.of("a", "b"), new History(file).lastGood().keySet());
    }

    private History history() throws Exception {
        return new History(folder.getRoot().toPath().resolve("history.jsonl"));
    }

    private static SwapRecord record(String bundle, String jar, SwapOutcome outcome) {
        return new SwapRecord(Instant.parse("2026-11-21T20:00:00Z"), "test", bundle, "1.0.0", "1.0.1", jar, outcome,
                "the reason", 12, List.of("c"));
    }
}
