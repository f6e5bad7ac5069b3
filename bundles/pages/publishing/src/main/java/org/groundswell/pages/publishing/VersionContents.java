package org.groundswell.pages.publishing;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What is in the files of a version. A file is as old as the first version that has it as it is, of those just before: so it has
 * one age at all nodes, by which readers of feeds and search engines know what was corrected.
 */
final class VersionContents implements SiteFiles.Contents {
    private final SiteVersion version;
    private final BlobFolder blobs;
    private final Map<String, Instant> written = new HashMap<>();

    /** @param versions all that are known, by their id */
    VersionContents(SiteVersion version, BlobFolder blobs, NavigableMap<String, SiteVersion> versions) {
        this.version = version;
        this.blobs = blobs;
        version.files().forEach((path, blob) -> {
            SiteVersion first = version;
            for (SiteVersion each : versions.headMap(version.id(), false).descendingMap().values()) {
                if (!blob.equals(each.files().get(path))) {
                    break;
                }
                first = each;
            }
            written.put(path, first.moment());
        });
    }

    @Override
    public byte[] of(String path) throws IOException {
        return blobs.read(path, version.files().get(path));
    }

    @Override
    public Optional<Instant> written(String path) {
        return Optional.of(written.get(path)).filter(each -> !each.equals(Instant.MAX));
    }
}
