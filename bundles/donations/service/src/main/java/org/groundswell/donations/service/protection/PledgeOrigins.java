package org.groundswell.donations.service.protection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.LoggerFactory;

/**
 * Which open gifts came from the same place, kept over a restart. No address is written: a place is what the node's key
 * makes of it, which says nothing to anybody else. The file is a help, not a record: it is not synced, and what cannot be
 * written or read is left out. Not thread-safe.
 */
final class PledgeOrigins {
    private static final int CHARACTERS = 16;
    private static final int UUID_CHARACTERS = 36;

    private final Path file;
    private final NodeKey key;
    private final int mostLines;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(PledgeOrigins.class));
    private FileChannel out;
    private int lines;

    /** @param mostLines beyond which the file is written anew */
    PledgeOrigins(Path file, NodeKey key, int mostLines) {
        this.file = file;
        this.key = key;
        this.mostLines = mostLines;
    }

    /** What a network is called here. */
    String of(String network) {
        return key.sign("origin " + network).substring(0, CHARACTERS);
    }

    /** What was noted, by donation; some of it may have ended long ago. */
    Map<UUID, String> read() {
        var noted = new HashMap<UUID, String>();
        if (Files.exists(file)) {
            try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                all.limit(2L * mostLines).filter(PledgeOrigins::isWhole).forEach(line -> noted.put(
                        UUID.fromString(line.substring(0, UUID_CHARACTERS)), line.substring(UUID_CHARACTERS + 1)));
            } catch (IOException | UncheckedIOException e) {
                log.warn("Where gifts came from before this start is not known: {}", e.toString());
            }
        }
        return noted;
    }

    /** Adds one, or writes everything anew where the file has become long. */
    void note(UUID donation, Map<UUID, String> open) {
        if (lines >= mostLines) {
            writeAnew(open);
            return;
        }
        try {
            if (out == null) {
                out = opened(file, StandardOpenOption.APPEND);
            }
            out.write(StandardCharsets.ISO_8859_1.encode(line(donation, open.get(donation))));
            lines++;
        } catch (IOException e) {
            log.warn("Where a gift came from is not kept over a restart: {}", e.toString());
        }
    }

    void writeAnew(Map<UUID, String> open) {
        var text = new StringBuilder();
        open.forEach((donation, origin) -> text.append(origin.isEmpty() ? "" : line(donation, origin)));
        try {
            Files.createDirectories(file.getParent());
            close();
            PrivateFiles.replace(file, text.toString());
        } catch (IOException e) {
            log.warn("Where gifts came from is not kept over a restart: {}", e.toString());
        }
        // Also where it failed: not at each gift again.
        lines = open.size();
    }

    void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            log.warn("{} could not be closed: {}", file, e.toString());
        }
        out = null;
    }

    /** For the node's own user only. */
    private static FileChannel opened(Path path, StandardOpenOption how) throws IOException {
        Files.createDirectories(path.getParent());
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static String line(UUID donation, String origin) {
        return donation + " " + origin + "\n";
    }

    /** A crash may have left half a line. */
    private static boolean isWhole(String line) {
        return line.length() == UUID_CHARACTERS + 1 + CHARACTERS
                && line.substring(0, UUID_CHARACTERS).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
