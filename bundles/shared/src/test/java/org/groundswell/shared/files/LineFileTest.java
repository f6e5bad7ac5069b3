package org.groundswell.shared.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LineFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> told = new ArrayList<>();
    /** The number of the call that fails, 0 for none, and how many there were. */
    private int failing;
    private int calls;
    private boolean lasting;

    @Test
    public void whateverTheDiskRefusesOnlyThatIsMissing() throws Exception {
        for (boolean forGood : new boolean[] {false, true}) {
            for (int n = 1; n <= 12; n++) {
                told.clear();
                Path file = folder.getRoot().toPath().resolve(n + " " + forGood);
                try (var lines = file(file)) {
                    lasting = forGood;
                    failing = n;
                    calls = 0;
                    for (int i = 0; i < 4; i++) {
                        tell(lines, "line " + i);
                    }
                    failing = 0;
                    append(lines, "after");
                }
                assertEquals("the call " + n, told, read(file));
            }
        }
    }

    @Test
    public void nothingTakesThePlaceOfAFileThatIsClosed() throws Exception {
        Path file = folder.getRoot().toPath().resolve("lines");
        Path shorter = Files.writeString(folder.getRoot().toPath().resolve("lines.next"), "one\n");
        var lines = file(file);
        append(lines, "one");
        append(lines, "two");
        lines.close();
        assertThrows(IOException.class, () -> lines.exchange(shorter));
        assertEquals("another process may have it now", List.of("one", "two"), read(file));
    }

    @Test
    public void aFileThatWasRemovedIsMadeAnewWithAllThatStoodThere() throws Exception {
        Path file = folder.getRoot().toPath().resolve("data/lines");
        try (var lines = file(file)) {
            append(lines, "one");
            Files.delete(file);
            Files.delete(file.getParent());
            append(lines, "two");
            assertEquals(List.of("one", "two"), read(file));
            Files.move(file, file.resolveSibling("away"));
            Files.writeString(file, "another\n");
            append(lines, "three");
            assertEquals("somebody else's file goes on", List.of("another", "three"), read(file));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file.resolveSibling("away"))));
    }

    @Test
    public void linesOfNoUseAreSetAside() throws Exception {
        Path file = folder.getRoot().toPath().resolve("lines");
        Files.writeString(file, "1\nnone\n2\n");
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n', '3', '\n'}, StandardOpenOption.APPEND);
        Files.write(file, new byte[3_000_000], StandardOpenOption.APPEND);
        Files.writeString(file, "\n4", StandardOpenOption.APPEND);
        var numbers = new ArrayList<Integer>();
        try (var lines = file(file)) {
            String said = lines.read(line -> numbers.add(Integer.valueOf(line))).get();
            assertTrue(said, said.startsWith("3 lines of " + file));
            lines.append("5");
            assertEquals(List.of(1, 2, 3, 4), numbers);
            assertTrue(Files.readString(folder.getRoot().toPath().resolve("lines.unread")).startsWith("none\n"));
            numbers.clear();
            lines.read(line -> numbers.add(Integer.valueOf(line)));
            assertEquals("the last line had no end", List.of(1, 2, 3, 4, 5), numbers);
        }
    }

    private void tell(LineFile lines, String line) {
        try {
            append(lines, line);
        } catch (IOException e) {
            assertTrue(e.getMessage(), e.getMessage().contains("full"));
        }
    }

    private void append(LineFile lines, String line) throws IOException {
        lines.append(line);
        told.add(line);
    }

    private LineFile file(Path file) {
        return new LineFile(file, true, () -> told, Faulty::new);
    }

    private static List<String> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isEmpty()).toList();
    }

    /** Refuses to open, write or sync when it is its turn; half of what it refuses to write is there all the same. */
    private final class Faulty implements LineFile.Out {
        private final FileOutputStream out;

        Faulty(Path file) throws IOException {
            if (refuses()) {
                throw new IOException("full");
            }
            out = new FileOutputStream(file.toFile(), true);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (refuses()) {
                out.write(bytes, 0, bytes.length / 2);
                throw new IOException("full");
            }
            out.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            if (refuses()) {
                throw new IOException("full");
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        private boolean refuses() {
            calls++;
            return failing > 0 && (calls == failing || calls > failing && lasting);
        }
    }
}
