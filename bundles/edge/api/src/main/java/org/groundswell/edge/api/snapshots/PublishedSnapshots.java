package org.groundswell.edge.api.snapshots;

import org.osgi.annotation.versioning.ProviderType;

/** What the edge serves from memory, of all publishers together. Provided by the edge; thread-safe. */
@ProviderType
public interface PublishedSnapshots {

    /** As it is at this moment; files of a page that was replaced a moment ago are not in it. */
    SnapshotSet now();
}
