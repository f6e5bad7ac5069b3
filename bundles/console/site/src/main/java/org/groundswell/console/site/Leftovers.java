package org.groundswell.console.site;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are there while somebody waits: whose node was killed meanwhile, they are nobody's. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {
    }

    /**
     * Deletes what is older than this process; younger files may be in use, by an earlier version of this bundle too.
     *
     * @param names as of a shell, such as {@code *.part}
     */
    static void delete(Path folder, String names) {
        Instant start = ProcessHandle.current().info().startInstant().orElse(Instant.MIN);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path each : files) {
                delete(each, start);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("What an earlier run left in {} stays there: {}", folder, e.toString());
        }
    }

    private static void delete(Path file, Instant start) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Whoever used it was done with it meanwhile.
        } catch (IOException e) {
            LOG.warn("{} of an earlier run stays: {}", file, e.toString());
        }
    }
}
