package org.groundswell.kernel.keeper;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.paths.PathClaim;
import org.groundswell.kernel.keeper.paths.PathClaims;
import org.groundswell.kernel.keeper.paths.PathOwners;
import org.groundswell.shared.components.ComponentProblems;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Notes how things stand before a swap, so that the new jar can be measured against it. */
final class ProbationFactory {
    /** A port that closed so long ago may have closed because of the settings. */
    private static final long RECENT_MILLIS = 5_000;

    private final Ports ports;
    private final HealthCheckExecutor health;
    private final ComponentProblems components;
    private final PathOwners paths;
    private final Meddlers meddlers;
    private final IntSupplier failuresAllowed;
    private final StartPhase start;

    ProbationFactory(Ports ports, HealthCheckExecutor health, ServiceComponentRuntime runtime, PathOwners paths,
            Meddlers meddlers, IntSupplier failuresAllowed, StartPhase start) {
        this.ports = ports;
        this.health = health;
        this.components = new ComponentProblems(runtime);
        this.paths = paths;
        this.meddlers = meddlers;
        this.failuresAllowed = failuresAllowed;
        this.start = start;
    }

    /**
     * For a bundle that is not there yet.
     *
     * @param jar whose components' paths were looked at already
     * @param proven whether it was good as it is: then what becomes ill elsewhere is not held against it
     */
    Probation ofNew(BundleFile jar, boolean proven) {
        return probation(Set.of(), healthyBefore(proven), PathClaims.of(jar));
    }

    /** For a bundle that is about to be exchanged, and those that start anew with it. */
    Probation of(Bundle bundle, BundleFile jar, List<Bundle> affected, boolean proven) {
        Set<Long> touched = new HashSet<>(Set.of(bundle.getBundleId()));
        affected.forEach(each -> touched.add(each.getBundleId()));
        return probation(Probation.portsOf(ports, touched), healthyBefore(proven),
                union(PathClaims.of(bundle), PathClaims.of(jar)));
    }

    private static Set<PathClaim> union(Set<PathClaim> one, Set<PathClaim> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private Set<String> healthyBefore(boolean proven) {
        return proven ? Set.of() : Probation.healthy(health);
    }

    /**
     * For a bundle that was exchanged already: what was healthy before is not known any more, only its own checks.
     *
     * @param before the jar it ran from, or null
     */
    Probation ofChanged(Bundle bundle, BundleFile before) {
        return probation(Probation.portsOf(ports, Set.of(bundle.getBundleId())), Set.of(),
                before == null ? Set.of() : PathClaims.of(before));
    }

    /**
     * For a bundle whose settings were changed a moment ago. Its health checks have no say: settings are often changed
     * because something is ill, and it may take a while to get well.
     */
    Probation ofConfigured(Bundle bundle) {
        Set<String> needed = ports.list().stream().filter(port -> port.lastProvider() == bundle.getBundleId())
                .filter(port -> port.isProvided() || port.closedMillis() < RECENT_MILLIS).map(PortStatus::name)
                .collect(Collectors.toSet());
        return new Probation(ports, Map::of, components, new Probation.Before(needed, needed, Set.of()), any -> "",
                failuresAllowed.getAsInt(), start);
    }

    /** @param pathsBefore what the bundle may answer, whose ever it is */
    private Probation probation(Set<String> neededPorts, Set<String> healthyBefore, Set<PathClaim> pathsBefore) {
        Set<String> provided = ports.list().stream().filter(PortStatus::isProvided).map(PortStatus::name)
                .collect(Collectors.toSet());
        return new Probation(ports, () -> Probation.checks(health), components,
                new Probation.Before(neededPorts, provided, healthyBefore), bundle -> trespass(bundle, pathsBefore),
                failuresAllowed.getAsInt(), start);
    }

    private String trespass(Bundle bundle, Set<PathClaim> pathsBefore) {
        String harm = meddlers.harmBy(bundle);
        return harm.isEmpty() ? paths.taken(bundle, pathsBefore) : harm;
    }
}
