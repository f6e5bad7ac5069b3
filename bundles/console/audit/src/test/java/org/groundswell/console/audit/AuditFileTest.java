package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AuditFileTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path folder;
    private Path log;
    private Path words;

    @Before
    public void place() {
        folder = temporary.getRoot().toPath().resolve("console");
        log = folder.resolve("audit.log");
        words = folder.resolve("audit.words");
    }

    @Test
    public void whatIsWrittenIsProvedAlsoAfterARestart() throws Exception {
        try (AuditFile file = filled(3)) {
            assertEquals(new Proof(3, 0, file.prove().hash(), Optional.empty()), file.prove());
        }
        try (AuditFile file = open()) {
            file.append("noor", "gift.refund", "gift-4", "because");
            assertEquals(Optional.empty(), file.prove().broken());
            assertEquals(4, file.prove().entries());
            assertEquals(List.of(4L, 3L), file.before(Long.MAX_VALUE, 2).stream().map(each -> each.entry().number())
                    .toList());
            assertEquals(Optional.of("words 2"), file.before(3, 1).getFirst().detail());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    }

    @Test
    public void eachWayToChangeAnEntryIsFoundAndNamed() throws Exception {
        try (AuditFile file = filled(4)) {
            List<String> lines = Files.readAllLines(log);
            changed(file, lines, 1, lines.get(1).replace("gift-2", "gift-9"), "Entry 2 is not what was written");
            changed(file, lines, 1, lines.get(1).replace("noor", "omar"), "Entry 2 is not what was written");
            changed(file, lines, 1, lines.get(1).replace("2026", "2025"), "Entry 2 is not what was written");
            changed(file, lines, 1, "", "Entry 2 is missing");
            changed(file, lines, 3, "", "Entry 4 is missing");
            changed(file, lines, 0, "{not json", "Entry 1 is missing");
        }
    }

    @Test
    public void aLostEndIsFoundByItsWordsAfterARestart() throws Exception {
        filled(4).close();
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 3));
        try (AuditFile file = open()) {
            assertTrue(file.prove().toString(), file.prove().broken().orElse("").startsWith("Entry 4 is missing"));
        }
    }

    @Test
    public void erasedWordsBreakNothingAndTellNothing() throws Exception {
        try (AuditFile file = filled(3)) {
            file.erase(Set.of(2L));
            assertFalse(Files.readString(words).contains("words 2"));
            assertFalse(Files.readString(log).contains("words 2"));
            assertEquals(Optional.empty(), file.prove().broken());
            assertEquals(1, file.prove().erased());
            assertEquals(Optional.empty(), file.before(3, 1).getFirst().detail());
            file.append("noor", "gift.note", "gift-4", "more");
            assertEquals(Optional.empty(), file.prove().broken());
            Files.writeString(words, Files.readString(words).replace("words 3", "words 9"));
            assertEquals("Entry 3 has other words than were written.", file.prove().broken().orElseThrow());
        }
    }

    @Test
    public void aLineThatACrashCutOffWasNeverThere() throws Exception {
        filled(2).close();
        Files.writeString(log, Files.readString(log) + "{\"number\":3,\"at\":\"2026");
        try (AuditFile file = open()) {
            file.append("noor", "gift.note", "gift-3", "");
            assertEquals(Optional.empty(), file.prove().broken());
            assertEquals(3, file.prove().entries());
        }
    }

    @Test
    public void wordsOfAnyKindStayOneLine() throws Exception {
        try (AuditFile file = open()) {
            file.append("no\nor", "a\u2028b", "{\"number\":7}\n", "=1+1\n\u202e<script>" + "x".repeat(100_000));
            assertEquals(1, Files.readAllLines(log).size());
            assertEquals(Optional.empty(), file.prove().broken());
        }
    }

    @Test
    public void manyAtOnceEachHaveAnEntryOfTheirOwn() throws Exception {
        int writers = 40;
        int each = 5;
        try (AuditFile file = open(); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var begin = new CountDownLatch(1);
            List<Future<ArrayList<Entry>>> written = IntStream.range(0, writers).mapToObj(writer -> pool.submit(() -> {
                begin.await();
                var mine = new ArrayList<Entry>();
                for (int i = 0; i < each; i++) {
                    mine.add(file.append("writer-" + writer, "gift.enter", "gift-" + i, "words of " + writer));
                }
                return mine;
            })).toList();
            begin.countDown();
            var numbers = new TreeSet<Long>();
            for (int writer = 0; writer < writers; writer++) {
                List<Entry> mine = written.get(writer).get();
                for (int i = 0; i < each; i++) {
                    assertEquals("writer-" + writer, mine.get(i).who());
                    assertEquals("gift-" + i, mine.get(i).subject());
                    numbers.add(mine.get(i).number());
                }
            }
            assertEquals(LongStream.rangeClosed(1, writers * each).boxed().toList(), List.copyOf(numbers));
            assertEquals(new Proof(writers * each, 0, file.prove().hash(), Optional.empty()), file.prove());
        }
    }

    @Test
    public void whatCannotBeWrittenIsToldToEachAndIsNotThere() throws Exception {
        try (AuditFile file = filled(2)) {
            String before = Files.readString(log);
            Files.delete(log);
            Files.createDirectory(log);
            assertThrows(IOException.class, () -> file.append("noor", "gift.enter", "gift-3", ""));
            Files.delete(log);
            Files.writeString(log, before);
            assertEquals(3, file.append("noor", "gift.enter", "gift-3", "").number());
            assertEquals(Optional.empty(), file.prove().broken());
        }
    }

    private void changed(AuditFile file, List<String> lines, int at, String line, String expected) throws IOException {
        var others = new ArrayList<>(lines);
        others.set(at, line);
        Files.write(log, others);
        assertTrue(file.prove().toString(), file.prove().broken().orElse("").startsWith(expected));
        Files.write(log, lines);
        assertEquals(Optional.empty(), file.prove().broken());
    }

    private AuditFile filled(int count) throws IOException {
        AuditFile file = open();
        for (int i = 1; i <= count; i++) {
            file.append("noor", "gift.refund", "gift-" + i, "words " + i);
        }
        return file;
    }

    private AuditFile open() throws IOException {
        return new AuditFile(folder, Clock.fixed(Instant.parse("2026-11-27T20:00:00Z"), ZoneOffset.UTC));
    }
}
