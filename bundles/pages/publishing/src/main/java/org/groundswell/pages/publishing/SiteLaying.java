package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.shared.files.PrivateFiles;

/** Lays versions into this node's own folder, and remembers which one it was last. For one thread at a time, but {@link #laid}. */
final class SiteLaying {
    private final Path site;
    private final Path kept;
    private final BlobFolder blobs;
    private final Supplier<Optional<String>> shortage;
    private final Supplier<String> moment;
    /** Takes what the present version replaces, however often that is broken off. */
    private Path before;
    private volatile String laid;

    /**
     * @param site     where the node reads its site
     * @param kept     where it keeps what was replaced
     * @param shortage why there is no room for more
     * @param moment   now, as it may stand in a name
     */
    SiteLaying(Path site, Path kept, BlobFolder blobs, Supplier<Optional<String>> shortage, Supplier<String> moment)
            throws IOException {
        this.site = site;
        this.kept = kept;
        this.blobs = blobs;
        this.shortage = shortage;
        this.moment = moment;
        this.laid = Files.exists(mark()) ? Files.readString(mark()).strip() : "";
    }

    /** The version that was laid last; empty if none was. */
    String laid() {
        return laid;
    }

    /**
     * @param versions all that are known, by their id
     * @throws IOException if it is not laid, or not to the end; done again it goes on
     */
    void lay(SiteVersion version, NavigableMap<String, SiteVersion> versions) throws IOException {
        Optional<String> full = shortage.get();
        if (full.isPresent()) {
            throw new IOException(full.get());
        }
        for (var each : version.files().entrySet()) {
            // Nothing is written before all of it is here.
            blobs.read(each.getKey(), each.getValue());
        }
        String end = "_" + version.id();
        if (before == null || !before.toString().endsWith(end)) {
            // One a laying: what an earlier one has replaced may be somebody's only copy.
            before = kept.resolve("before").resolve(moment.get() + end);
        }
        new SiteFiles(site.toRealPath()).write(version.files().keySet(),
                new VersionContents(version, blobs, versions), before);
        before = null;
        PrivateFiles.folder(kept);
        PrivateFiles.replace(mark(), version.id() + "\n");
        laid = version.id();
    }

    @Override
    public String toString() {
        return site.toString();
    }

    private Path mark() {
        return kept.resolve("version");
    }
}
