package org.groundswell.kernel.keeper;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.shared.components.ComponentProblems;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * The time in which a new jar has to prove itself. It is measured against what was there before: the ports that were
 * provided, the health checks that passed.
 */
final class Probation {
    private static final long POLL_NANOS = 10_000_000;
    private static final long WATCH_NANOS = 250_000_000;
    /** Once may be a restart in its neighbourhood; twice in a row is not. */
    private static final int LOOKS = 2;
    private static final int LOOKS_ON_ITS_WAY = 8;
    private static final String NOT_BACK = "not back: ";
    /** Every check but one without a name; an empty selector would mean the checks with a default tag. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.names("-");
    private static final HealthCheckExecutionOptions AT_ONCE =
            new HealthCheckExecutionOptions().setForceInstantExecution(true);

    private final Ports ports;
    private final Supplier<Map<String, HealthCheckExecutionResult>> checks;
    private final ComponentProblems components;
    private final Set<String> neededPorts;
    private final Set<String> healthyBefore;
    private final Function<Bundle, String> trespass;
    private final int failuresAllowed;
    private volatile boolean over;

    /**
     * @param checks the health checks by name, with their results of now
     * @param neededPorts names of the ports that have to be back
     * @param healthyBefore names of the health checks that have to pass, beside the bundle's own
     * @param trespass what the bundle takes from others or does to them, or ""
     * @param failuresAllowed broken calls, as far as they are not half of all
     */
    Probation(Ports ports, Supplier<Map<String, HealthCheckExecutionResult>> checks, ComponentProblems components,
            Set<String> neededPorts, Set<String> healthyBefore, Function<Bundle, String> trespass,
            int failuresAllowed) {
        this.ports = ports;
        this.checks = checks;
        this.components = components;
        this.neededPorts = neededPorts;
        this.healthyBefore = healthyBefore;
        this.trespass = trespass;
        this.failuresAllowed = failuresAllowed;
    }

    /** The ports that these bundles provide or provided last. */
    static Set<String> portsOf(Ports ports, Set<Long> bundles) {
        return ports.list().stream().filter(port -> bundles.contains(port.lastProvider())).map(PortStatus::name)
                .collect(Collectors.toSet());
    }

    /** The health checks that pass now. */
    static Set<String> healthy(HealthCheckExecutor health) {
        return checks(health).entrySet().stream().filter(each -> isWell(each.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Ends it from outside: the node stops, or the next jar comes. */
    void end() {
        over = true;
    }

    /**
     * Waits until everything is back.
     *
     * @return what is not back when the time is up, or "" if all is
     */
    String settle(Bundle bundle, long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        String problem = problem(bundle);
        while (!problem.isEmpty() && !over && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            problem = problem(bundle);
        }
        return problem;
    }

    /**
     * Watches until the time is up or {@link #end} is called.
     *
     * @return what is wrong, or ""
     */
    String watch(Bundle bundle, long nanos) {
        long end = System.nanoTime() + nanos;
        int looks = 0;
        String problem = "";
        while (!over && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(WATCH_NANOS);
            String failures = failures(bundle);
            if (!failures.isEmpty()) {
                return failures;
            }
            problem = problem(bundle);
            looks = problem.isEmpty() ? 0 : looks + 1;
            if (!over && looks >= (isOnItsWay(problem) ? LOOKS_ON_ITS_WAY : LOOKS)) {
                return problem;
            }
        }
        return !over && looks >= LOOKS ? problem : "";
    }

    /** What is away without a reason is being made, on a busy machine for longer than a look. */
    private static boolean isOnItsWay(String problem) {
        return problem.startsWith(NOT_BACK) && !problem.contains("; ");
    }

    /** For how long a call to one of the ports can have waited. */
    long heldMillis() {
        return ports.list().stream().filter(port -> neededPorts.contains(port.name()))
                .mapToLong(PortStatus::closedMillis).max().orElse(0);
    }

    private String problem(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            return "it does not start";
        }
        String taken = trespass.apply(bundle);
        if (!taken.isEmpty()) {
            return taken;
        }
        List<String> away = Stream.concat(neededPorts.stream(), portsOf(bundle)).filter(port -> !ports.isReady(port))
                .distinct().sorted().toList();
        String broken = Stream.of(refused(bundle), components.of(bundle)).filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        if (!away.isEmpty() || !broken.isEmpty()) {
            return (away.isEmpty() ? "" : NOT_BACK + String.join(", ", away))
                    + (away.isEmpty() || broken.isEmpty() ? "" : "; ") + broken;
        }
        List<String> ill = checks.get().entrySet().stream().filter(each -> !isWell(each.getValue())
                && (healthyBefore.contains(each.getKey()) || isOf(bundle, each.getValue())))
                .map(Map.Entry::getKey).toList();
        return ill.isEmpty() ? "" : "health checks fail: " + String.join(", ", ill);
    }

    /** Also those that are new: a provider is made by its first call, and that should not be a donor's. */
    private Stream<String> portsOf(Bundle bundle) {
        return ports.list().stream().filter(port -> port.provider() == bundle.getBundleId()).map(PortStatus::name);
    }

    private String failures(Bundle bundle) {
        return ports.list().stream().filter(port -> port.provider() == bundle.getBundleId())
                .map(port -> BrokenOperations.problem(BrokenOperations.of(port), failuresAllowed))
                .filter(problem -> !problem.isEmpty()).sorted().collect(Collectors.joining(", "));
    }

    /** Why it does not provide what it says it does; "" if nothing was refused. */
    private String refused(Bundle bundle) {
        return ports.refused().stream().filter(each -> each.bundle() == bundle.getBundleId())
                .map(each -> "port " + each.port() + ": " + each.reason()).sorted().collect(Collectors.joining("; "));
    }

    static Map<String, HealthCheckExecutionResult> checks(HealthCheckExecutor health) {
        var checks = new TreeMap<String, HealthCheckExecutionResult>();
        for (HealthCheckExecutionResult each : health.execute(ALL, AT_ONCE)) {
            checks.put(each.getHealthCheckMetadata().getTitle(), each);
        }
        return checks;
    }

    private static boolean isWell(HealthCheckExecutionResult result) {
        Result.Status status = result.getHealthCheckResult().getStatus();
        return status == Result.Status.OK || status == Result.Status.WARN;
    }

    /** A check that is a port is the switchboard's for the registry. */
    private static boolean isOf(Bundle bundle, HealthCheckExecutionResult result) {
        var reference = result.getHealthCheckMetadata().getServiceReference();
        return reference != null && (bundle.equals(reference.getBundle())
                || Objects.equals(bundle.getBundleId(), reference.getProperty(Port.PROVIDER)));
    }
}
