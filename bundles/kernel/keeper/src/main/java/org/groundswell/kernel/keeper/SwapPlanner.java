package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.util.List;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.groundswell.kernel.keeper.jars.Wiring;
import org.osgi.framework.Bundle;

/** Works out what a swap would touch, and notes how that stands before. Wants the keeper's lock to be held. */
final class SwapPlanner {
    private final Wiring wiring;
    private final Installation installation;
    private final JarStore store;
    private final Refusals refusals;
    private final ProbationFactory probations;

    SwapPlanner(Wiring wiring, Installation installation, JarStore store, Refusals refusals,
            ProbationFactory probations) {
        this.wiring = wiring;
        this.installation = installation;
        this.store = store;
        this.refusals = refusals;
        this.probations = probations;
    }

    /** For a bundle that is not there yet. */
    Swap ofNew(BundleFile file, String by) throws RefusedException {
        wiring.checkNeeds(file, null);
        boolean proven = refusals.isProven(file);
        refusals.nowTried(file);
        return new Swap(null, null, file, by, List.of(), probations.ofNew(file, proven));
    }

    Swap ofPresent(Bundle bundle, BundleFile file, String by) throws RefusedException, IOException {
        wiring.checkNeeds(file, bundle);
        List<String> affected = wiring.affected(bundle);
        wiring.checkAffected(affected, file);
        BundleFile before = store.keep(installation.file(bundle));
        boolean proven = refusals.isProven(file);
        refusals.nowTried(file);
        List<Bundle> others = affected.stream().flatMap(name -> installation.find(name).stream()).toList();
        return new Swap(bundle, before, file, by, affected, probations.of(bundle, file, others, proven));
    }

    /** For what somebody has exchanged or added already. */
    Swap ofChanged(Bundle bundle, BundleFile after, boolean isNew, String by) throws RefusedException, IOException {
        BundleFile before = isNew ? null : store.keep(installation.file(bundle));
        installation.changed(bundle, after);
        return new Swap(bundle, before, after, by, List.of(), probations.ofChanged(bundle, before));
    }

    /** Symbolic names of the bundles that a swap of this one would restart. */
    List<String> affected(String name) {
        return installation.find(name).map(wiring::affected).orElse(List.of());
    }
}
