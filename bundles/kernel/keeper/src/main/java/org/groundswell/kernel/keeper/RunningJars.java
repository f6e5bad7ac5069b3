package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which jar each bundle runs from, and what is held for or against it. */
public final class RunningJars {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJars.class);

    private final Installation installation;
    private final PreviousJars previous;
    private final JarStore store;
    private final History history;
    private final Refusals refusals;

    RunningJars(Installation installation, PreviousJars previous, JarStore store, History history, Refusals refusals) {
        this.installation = installation;
        this.previous = previous;
        this.store = store;
        this.history = history;
        this.refusals = refusals;
    }

    /**
     * The jar that the bundle runs from now; nothing where no bundle has the name.
     *
     * @throws IOException if that cannot be told now
     */
    public Optional<BundleFile> running(String name) throws RefusedException, IOException {
        Optional<Bundle> bundle = installation.find(name);
        return bundle.isPresent() ? Optional.of(installation.file(bundle.get())) : Optional.empty();
    }

    /** Whether this very jar runs now, as far as that can be told. */
    public boolean runs(BundleFile jar) {
        try {
            return running(jar.symbolicName()).filter(now -> now.sha256().equals(jar.sha256())).isPresent();
        } catch (RefusedException | IOException e) {
            return false;
        }
    }

    /** A jar of what the framework has, for a bundle that did not come through the keeper. */
    public BundleFile copy(Bundle bundle) throws RefusedException, IOException {
        return store.rebuilt(bundle);
    }

    /**
     * Whether there is a jar to go back to.
     *
     * @throws IOException if that cannot be told now
     */
    public boolean hasBefore(Bundle bundle) throws RefusedException, IOException {
        return previous.of(bundle, installation.file(bundle)).isPresent();
    }

    /** Bundles that do not run because neither their jar nor the one before it works. */
    public List<SwapRecord> setAside() {
        return history.setAside().stream().filter(record -> installation.find(record.bundle())
                .filter(bundle -> !Installation.runs(bundle)).isPresent()).toList();
    }

    /** Whether this jar may be tried by itself now. */
    public boolean mayTry(BundleFile jar) {
        return refusals.objection(jar).isEmpty();
    }

    /** Somebody wants it tried again who has not said so of this very jar. */
    public void forgive(BundleFile jar, String reason) {
        refusals.forgive(jar, reason);
    }

    /** The bundle runs well with other settings than those with which its jar was tried. */
    public void goodAsConfigured(Bundle bundle) {
        try {
            refusals.nowGoodAsConfigured(installation.file(bundle));
        } catch (RefusedException | IOException e) {
            LOG.warn("Which jar {} runs from cannot be told now: {}", bundle.getSymbolicName(), e.getMessage());
        }
    }
}
