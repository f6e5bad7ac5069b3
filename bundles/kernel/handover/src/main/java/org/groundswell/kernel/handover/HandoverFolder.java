package org.groundswell.kernel.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;

/** Where two processes of one node meet: for the node's own user only. Names are short, because those of sockets must be. */
record HandoverFolder(Path data, String release) {

    /** @param release the folder of this process's release; empty where nobody knows it */
    static HandoverFolder in(Path data, String release) throws IOException {
        var folder = new HandoverFolder(data, release);
        Files.createDirectories(folder.path());
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    Path path() {
        return data.resolve("handover");
    }

    /** Where the process that serves is asked. */
    Path ask() {
        return path().resolve("ask");
    }

    /** Where the successor gets the listening sockets. */
    Path descriptors() {
        return path().resolve("fds");
    }

    /** The data of a rehearsal. */
    Path rehearsal() {
        return path().resolve("try");
    }

    /** Locked by whoever may write below {@code data}. */
    Path writer() {
        return path().resolve("writer");
    }

    /** Whether the successor that was asked for is of another release than this process. */
    boolean isOtherRelease() {
        try (Stream<String> lines = Files.lines(path().resolve("release"))) {
            return !release.isEmpty() && lines.findFirst().filter(asked -> !asked.equals(release)).isPresent();
        } catch (IOException | UncheckedIOException e) {
            // A successor that nobody asked for in this way.
            return false;
        }
    }

    /** Tells {@code bin/groundswell restart} how it went: an exit status and a sentence. */
    void tell(int status, String sentence) throws IOException {
        Path next = path().resolve("outcome.next");
        Files.writeString(next, status + " " + sentence.lines().findFirst().orElse("") + "\n", StandardCharsets.UTF_8);
        Files.move(next, path().resolve("outcome"), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(talks());
    }

    /** Is there while two processes talk: then one of them tells the outcome. */
    Path talks() {
        return path().resolve("talks");
    }

    /**
     * Whose process number {@code bin/groundswell} takes for the node's. In the place of the one before, which is of the
     * same length: that needs no room on a disk that is full.
     */
    void notePid(long pid) throws IOException {
        Files.writeString(data.resolve("node.pid"), String.format(Locale.ROOT, "%-10d%n", pid), StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
