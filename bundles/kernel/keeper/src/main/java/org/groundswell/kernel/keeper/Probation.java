package org.groundswell.kernel.keeper;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
public final class Probation {
    private static final long POLL_NANOS = 10_000_000;
    private static final long WATCH_NANOS = 250_000_000;
    /** Once may be a restart in its neighbourhood; twice in a row is not. */
    private static final int LOOKS = 2;
    private static final int LOOKS_ON_ITS_WAY = 8;
    private static final String NOT_BACK = "not back: ";
    private static final String ILL = "health checks fail: ";
    /** Every check but one without a name; an empty selector would mean the checks with a default tag. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.names("-");
    private static final HealthCheckExecutionOptions AT_ONCE =
            new HealthCheckExecutionOptions().setForceInstantExecution(true);

    private final Ports ports;
    private final Supplier<Map<String, HealthCheckExecutionResult>> checks;
    private final ComponentProblems components;
    private final Before before;
    private final Function<Bundle, String> trespass;
    private final int failuresAllowed;
    private final StartPhase start;
    private final long cameNanos = System.nanoTime();
    private volatile boolean over;
    /** Another jar came later: how the rest is doing is that one's to answer for. */
    private volatile BooleanSupplier relieved = () -> false;

    /**
     * How things stood before the jar came.
     *
     * @param neededPorts names of the ports that have to be back
     * @param providedPorts names of those that somebody provided
     * @param healthy names of the health checks that have to pass, beside the bundle's own
     */
    record Before(Set<String> neededPorts, Set<String> providedPorts, Set<String> healthy) {
    }

    /**
     * @param checks the health checks by name, with their results of now
     * @param trespass what the bundle takes from others or does to them, or ""
     * @param failuresAllowed broken calls, as far as they are not half of all
     */
    Probation(Ports ports, Supplier<Map<String, HealthCheckExecutionResult>> checks, ComponentProblems components,
            Before before, Function<Bundle, String> trespass, int failuresAllowed, StartPhase start) {
        this.ports = ports;
        this.checks = checks;
        this.components = components;
        this.before = before;
        this.trespass = trespass;
        this.failuresAllowed = failuresAllowed;
        this.start = start;
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

    boolean isBefore(Probation other) {
        return cameNanos - other.cameNanos < 0;
    }

    /** @param later whether a jar that came after this one is on trial */
    void relievedWhile(BooleanSupplier later) {
        relieved = later;
    }

    /**
     * Waits until everything is back. A port that nobody had before may be on its way for longer: nobody's call waits for
     * it, and to make its provider may mean to make a database first.
     *
     * @param firstNanos the limit for that
     * @return what is not back when the time is up, or "" if all is
     */
    String settle(Bundle bundle, long limitNanos, long firstNanos) {
        long begin = System.nanoTime();
        String problem = problem(bundle);
        while (!problem.isEmpty() && !over && System.nanoTime() - begin
                < (isComing(problem) && isFirst(bundle) ? firstNanos : limitNanos)) {
            LockSupport.parkNanos(POLL_NANOS);
            problem = problem(bundle);
        }
        return problem;
    }

    /**
     * Watches until the time is up, which begins when the start of the node is over, or {@link #end} is called.
     *
     * @return what is wrong, or ""
     */
    public String watch(Bundle bundle, long nanos) {
        long end = System.nanoTime() + nanos;
        int looks = 0;
        String problem = "";
        while (!over && (start.lasts() || System.nanoTime() - end < 0)) {
            LockSupport.parkNanos(WATCH_NANOS);
            end = start.lasts() ? System.nanoTime() + nanos : end;
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

    /** Whether time may bring it: nothing has failed yet. */
    private static boolean isComing(String problem) {
        return isOnItsWay(problem) || problem.startsWith(ILL);
    }

    /** Whether the bundle provides what nobody did before. */
    private boolean isFirst(Bundle bundle) {
        return portsOf(bundle).anyMatch(port -> !before.providedPorts().contains(port));
    }

    /** For how long a call to one of the ports can have waited. */
    public long heldMillis() {
        return ports.list().stream().filter(port -> before.neededPorts().contains(port.name()))
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
        List<String> away = Stream.concat(before.neededPorts().stream(), portsOf(bundle)).filter(port -> !ports.isReady(port))
                .distinct().sorted().toList();
        String broken = Stream.of(refused(bundle), components.of(bundle)).filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        if (!away.isEmpty() || !broken.isEmpty()) {
            return (away.isEmpty() ? "" : NOT_BACK + String.join(", ", away))
                    + (away.isEmpty() || broken.isEmpty() ? "" : "; ") + broken;
        }
        boolean answersForOthers = !start.lasts() && !relieved.getAsBoolean();
        List<String> ill = checks.get().entrySet().stream().filter(each -> !isWell(each.getValue())
                && (answersForOthers && before.healthy().contains(each.getKey()) || isOf(bundle, each.getValue())))
                .map(Map.Entry::getKey).toList();
        return ill.isEmpty() ? "" : ILL + String.join(", ", ill);
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
