package org.groundswell.kernel.keeper.care;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.ports.RefusedProvider;

/** Finds ports that another bundle provides than at the last look, and providers that are refused. Not thread-safe. */
final class TakeOvers {
    private final Ports ports;
    private final LongFunction<String> names;
    private Map<String, Set<Long>> providers = Map.of();
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
        // Two versions of an api are two ports of one name.
        Map<String, Set<Long>> now = ports.list().stream().collect(Collectors.groupingBy(PortStatus::name,
                Collectors.mapping(PortStatus::lastProvider, Collectors.toSet())));
        now.forEach((port, present) -> {
            Set<Long> before = providers.getOrDefault(port, Set.of());
            present.stream().filter(each -> !before.contains(each) && before.size() >= present.size()).forEach(
                    each -> found.add(new Finding(each, SwapOutcome.TAKEN_OVER, "it provides port " + port + " now; "
                            + before.stream().map(names::apply).sorted().collect(Collectors.joining(", "))
                            + " did before")));
        });
        Set<RefusedProvider> present = Set.copyOf(ports.refused());
        present.stream().filter(each -> !refused.contains(each)).forEach(each -> found.add(
                new Finding(each.bundle(), SwapOutcome.REFUSED, "port " + each.port() + ": " + each.reason())));
        providers = now;
        refused = present;
        return found;
    }
}
