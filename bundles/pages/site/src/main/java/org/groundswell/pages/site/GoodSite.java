package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.groundswell.shared.files.WholeFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site folder as it was when it was shown last without a mistake: what a node begins with that finds a mistake in the
 * folder itself. Used by one thread at a time.
 */
final class GoodSite {
    private static final Logger LOG = LoggerFactory.getLogger(GoodSite.class);

    private final Path folder;

    GoodSite(Path folder) {
        this.folder = folder;
    }

    /** Pages are shown without it: only a start on a mistake would miss it. */
    void keep(SiteFolder site) {
        if (folder().filter(site::isSame).isPresent()) {
            return;
        }
        try {
            WholeFolder.replace(folder, site.size(), site::writeTo);
        } catch (IOException e) {
            LOG.warn("The good site cannot be kept in {} for the next start: {}", folder, e.toString());
        }
    }

    /** What was kept, if this release still finds it without a mistake. */
    Optional<LoadedSite> load(Shipped shipped) {
        var found = new ArrayList<Problem>();
        return folder().flatMap(site -> SiteLoader.load(site, shipped, found)).filter(_ -> found.isEmpty());
    }

    private Optional<SiteFolder> folder() {
        // A node may have been killed between two moves.
        Path kept = Files.exists(folder) ? folder : WholeFolder.before(folder);
        var problems = new ArrayList<Problem>();
        try {
            return Files.exists(kept) ? Optional.of(SiteFolder.read(kept, problems)).filter(_ -> problems.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The good site in {} cannot be read: {}", kept, e.toString());
            return Optional.empty();
        }
    }
}
