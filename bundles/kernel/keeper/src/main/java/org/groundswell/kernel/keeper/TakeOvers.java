package org.groundswell.kernel.keeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.groundswell.kernel.api.PortStatus;
import org.groundswell.kernel.api.Ports;
import org.groundswell.kernel.api.RefusedProvider;
import org.groundswell.kernel.api.SwapOutcome;

/** Finds ports that another bundle provides than at the last look, and providers that are refused. Not thread-safe. */
final class TakeOvers {
    private final Ports ports;
    private final LongFunction<String> names;
    private Map<String, Long> providers = new HashMap<>();
    private Set<RefusedProvider> refused = Set.of();

    /** @param bundle the id of the bundle that it is about */
    record Finding(long bundle, SwapOutcome outcome, String reason) {
    }

    /** @param names of bundles by id */
    TakeOvers(Ports ports, LongFunction<String> names) {
        this.ports = ports;
        this.names = names;
    }

    /** What is new since it was asked last. */
    List<Finding> look() {
        var found = new ArrayList<Finding>();
        var now = new HashMap<String, Long>();
        for (PortStatus port : ports.list()) {
            String key = port.name() + port.interfaces();
            Long before = providers.get(key);
            now.put(key, port.lastProvider());
            if (before != null && port.isProvided() && before != port.provider()) {
                found.add(new Finding(port.provider(), SwapOutcome.TAKEN_OVER,
                        "it provides port " + port.name() + " now; " + names.apply(before) + " did before"));
            }
        }
        Set<RefusedProvider> present = Set.copyOf(ports.refused());
        present.stream().filter(each -> !refused.contains(each)).forEach(each -> found.add(
                new Finding(each.bundle(), SwapOutcome.REFUSED, "port " + each.port() + ": " + each.reason())));
        providers = now;
        refused = present;
        return found;
    }
}
