package org.groundswell.kernel.keeper;

import java.time.Instant;
import java.util.List;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.osgi.framework.Bundle;

/**
 * One swap under way.
 *
 * @param bundle the bundle, or null where there was none before
 * @param before the jar it ran from, or null
 * @param after the jar that has to prove itself
 */
record Swap(Bundle bundle, BundleFile before, BundleFile after, String by, List<String> affected,
        Probation probation) {

    String name() {
        return after.symbolicName();
    }

    Swap of(Bundle installed) {
        return new Swap(installed, before, after, by, affected, probation);
    }

    SwapRecord record(SwapOutcome outcome, String reason) {
        return new SwapRecord(Instant.now(), by, name(), before == null ? "" : before.version().toString(),
                after.version().toString(), after.sha256(), outcome, reason,
                outcome == SwapOutcome.BEGUN ? 0 : probation.heldMillis(), affected);
    }
}
