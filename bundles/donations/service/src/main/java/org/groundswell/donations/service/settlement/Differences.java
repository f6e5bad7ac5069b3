package org.groundswell.donations.service.settlement;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * What does not agree, however much it is: all of it is counted, the first hundred are kept, and where there are more
 * all of them are written to a file, as long as the disk has room that nobody else needs. Not thread-safe.
 */
final class Differences {
    private static final int KEPT = 100;
    private static final int LINES_BETWEEN_LOOKS = 10_000;
    /** Bytes that are left to others, above all to the ledger. */
    private static final long LEFT_FREE = 200L << 20;

    private final Path file;
    private final List<String> first = new ArrayList<>();
    private long count;
    private BufferedWriter writer;
    private String trouble = "";

    /** @param file where the rest goes; its folder is there. What an earlier round has left there goes away */
    Differences(Path file) throws IOException {
        this.file = file;
        Files.deleteIfExists(file);
    }

    void add(String difference) {
        count++;
        if (first.size() < KEPT) {
            first.add(difference);
        } else {
            write(difference);
        }
    }

    /** How many there are. */
    long count() {
        return count;
    }

    /** The first hundred, and where the rest is. */
    List<String> sentences() {
        if (count <= KEPT) {
            return List.copyOf(first);
        }
        var sentences = new ArrayList<>(first);
        sentences.add((count - KEPT) + " more are " + (trouble.isEmpty() ? "in " + file : "not all written down, "
                + trouble));
        return List.copyOf(sentences);
    }

    /** Nothing more is added; what was written stands in the file now. */
    void finish() {
        if (writer == null) {
            return;
        }
        try (BufferedWriter last = writer) {
            last.flush();
        } catch (IOException e) {
            trouble = e.getMessage();
        }
        writer = null;
        try {
            Files.move(unfinished(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            trouble = e.getMessage();
        }
    }

    private void write(String difference) {
        if (!trouble.isEmpty()) {
            return;
        }
        try {
            if (count % LINES_BETWEEN_LOOKS == KEPT + 1
                    && Files.getFileStore(file.getParent()).getUsableSpace() < LEFT_FREE) {
                trouble = "the disk has too little room";
                return;
            }
            if (writer == null) {
                begin();
            }
            writer.write(difference + "\n");
        } catch (IOException e) {
            trouble = e.getMessage();
        }
    }

    private void begin() throws IOException {
        Files.deleteIfExists(unfinished());
        Files.createFile(unfinished(), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rw-------")));
        writer = Files.newBufferedWriter(unfinished(), StandardCharsets.UTF_8);
        for (String each : first) {
            writer.write(each + "\n");
        }
    }

    private Path unfinished() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
