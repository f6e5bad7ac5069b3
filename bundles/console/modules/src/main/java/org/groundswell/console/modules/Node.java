package org.groundswell.console.modules;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.modules.Module.Kind;
import org.groundswell.console.modules.Module.State;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What this node is made of, as it is now. Thread-safe. */
@Component(service = Node.class)
public final class Node {
    private static final String COMPONENTS = "Service-Component";
    private static final String SYSTEM = "org.apache.felix.framework";

    private final BundleContext context;
    private final Keeper keeper;
    private final Ports ports;
    private final Instant start = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);

    @Activate
    public Node(BundleContext context, @Reference Keeper keeper, @Reference Ports ports) {
        this.context = context;
        this.keeper = keeper;
        this.ports = ports;
    }

    /** In alphabetical order. */
    List<Module> modules() {
        Trial trial = trial();
        return bundles().map(each -> module(each, trial)).sorted(Comparator.comparing(Module::name)).toList();
    }

    /** Of all bundles by symbolic name; where one is there more than once, all its versions. */
    SortedMap<String, String> versions() {
        return bundles().collect(Collectors.toMap(Bundle::getSymbolicName, each -> each.getVersion().toString(),
                (one, other) -> Stream.concat(Stream.of(one.split(", ")), Stream.of(other)).sorted()
                        .collect(Collectors.joining(", ")), TreeMap::new));
    }

    Optional<Module> module(String name) {
        return modules().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    Trial trial() {
        return new Trial(keeper.history(), start);
    }

    List<Service> services() {
        List<String> modules = bundles().filter(each -> kind(each) == Kind.MODULE).map(Bundle::getSymbolicName).toList();
        return new Services(context, modules::contains).all();
    }

    /** In alphabetical order. */
    List<PortStatus> ports() {
        return ports.list().stream().sorted(Comparator.comparing(PortStatus::name)).toList();
    }

    /** The symbolic name of the bundle with this id; empty where it has left. */
    Optional<String> name(long bundle) {
        return Optional.ofNullable(context.getBundle(bundle)).map(Bundle::getSymbolicName);
    }

    /** Seconds for which a new jar is watched. */
    long probationSeconds() {
        return keeper.probation().toSeconds();
    }

    /** Which others a swap of this one would restart. */
    List<String> affected(String name) {
        return keeper.affected(name);
    }

    private Stream<Bundle> bundles() {
        return Stream.of(context.getBundles()).filter(each -> each.getSymbolicName() != null
                && !each.getSymbolicName().equals(SYSTEM));
    }

    private static Module module(Bundle bundle, Trial trial) {
        String name = bundle.getSymbolicName();
        String title = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
        return new Module(name, title == null ? "" : title, bundle.getVersion().toString(), kind(bundle),
                state(bundle, trial));
    }

    /** The platform's own are no modules: nobody exchanges them on a running node. */
    private static Kind kind(Bundle bundle) {
        return bundle.getHeaders("").get(COMPONENTS) != null && !bundle.getSymbolicName().startsWith("org.apache.")
                ? Kind.MODULE : Kind.LIBRARY;
    }

    private static State state(Bundle bundle, Trial trial) {
        String name = bundle.getSymbolicName();
        if (trial.running().containsKey(name)) {
            return State.ON_TRIAL;
        }
        boolean isFragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING
                || isFragment && bundle.getState() == Bundle.RESOLVED) {
            return State.RUNS;
        }
        return trial.last(name).filter(each -> each.outcome() == SwapOutcome.SET_ASIDE).isPresent() ? State.SET_ASIDE
                : State.STOPPED;
    }
}
