package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;

/** Which jar to go back to. */
final class PreviousJars {
    private final History history;
    private final JarStore store;

    PreviousJars(History history, JarStore store) {
        this.history = history;
        this.store = store;
    }

    /** The good jar before the present one: from the history, or else the one that came with the node. */
    Optional<BundleFile> of(Bundle bundle, BundleFile present) throws RefusedException, IOException {
        Optional<SwapRecord> good = history.lastGoodBefore(present.symbolicName(), present.sha256());
        Optional<BundleFile> kept = good.isPresent() ? store.find(good.get().sha256()) : Optional.empty();
        return kept.isPresent() ? kept : shipped(bundle).filter(first -> !first.sha256().equals(present.sha256()));
    }

    /** The jar that came with the node. */
    Optional<BundleFile> shipped(Bundle bundle) throws RefusedException, IOException {
        Optional<Path> file = JarStore.shipped(bundle);
        return file.isPresent() ? Optional.of(store.keep(file.get())) : Optional.empty();
    }
}
