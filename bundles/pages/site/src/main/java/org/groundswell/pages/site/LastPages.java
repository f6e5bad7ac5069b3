package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.groundswell.shared.paths.WebPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages that cannot be rendered any more, as they were rendered last: new figures may break what the folder has had for
 * long, and a restart changes nothing of that. Used by one thread at a time.
 */
final class LastPages {
    private static final Logger LOG = LoggerFactory.getLogger(LastPages.class);

    private final Path folder;
    private final Set<String> kept = new HashSet<>();
    private final Set<String> mended = new HashSet<>();

    LastPages(Path folder) {
        this.folder = folder;
    }

    /** While a page fails this is written once. */
    void keep(String path, byte[] html) {
        mended.remove(path);
        if (kept.add(path)) {
            try {
                Files.createDirectories(folder);
                Files.write(file(path), html);
            } catch (IOException e) {
                LOG.warn("The last good {} cannot be kept in {} for the next start: {}", path, folder, e.toString());
            }
        }
    }

    /** The page is rendered; what may be left of another run is old. */
    void forget(String path) {
        kept.remove(path);
        if (mended.add(path)) {
            try {
                Files.deleteIfExists(file(path));
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted: {}", file(path), e.toString());
            }
        }
    }

    /** What was kept, in this run or before. */
    Optional<String> find(String path) {
        try {
            if (Files.exists(file(path))) {
                kept.add(path);
                return Optional.of(Files.readString(file(path), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.warn("The last good {} cannot be read: {}", path, e.toString());
        }
        return Optional.empty();
    }

    private Path file(String path) {
        return folder.resolve(WebPath.encoded(path).replace('/', '_') + ".html");
    }
}
