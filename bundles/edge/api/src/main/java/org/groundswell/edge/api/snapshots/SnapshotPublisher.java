package org.groundswell.edge.api.snapshots;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes finished pages and serves them from memory. Provided by the edge; thread-safe.
 *
 * <p>What was published stays until it is replaced, also when its publisher is stopped or updated. It goes some seconds
 * after a bundle whose symbolic name is the publisher's was uninstalled.
 */
@ProviderType
public interface SnapshotPublisher {

    /**
     * Replaces all that this publisher has published before, atomically.
     *
     * @param publisher a stable name, usually the bundle's symbolic name
     * @throws PathTakenException if a path belongs to another publisher; then nothing is changed
     */
    void publish(String publisher, SnapshotSet set);
}
