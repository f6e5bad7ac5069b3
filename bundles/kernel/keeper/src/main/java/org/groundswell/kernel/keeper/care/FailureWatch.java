package org.groundswell.kernel.keeper.care;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.keeper.BrokenOperations;

/**
 * Finds the bundles whose ports broke most of their calls since it was asked last. An operation that is seldom called
 * is not forgotten in between: its broken calls are kept until it mostly works. Not thread-safe.
 */
final class FailureWatch {
    private final int allowed;
    private Map<String, Seen> before = Map.of();

    /**
     * @param calls  as they were counted
     * @param broken those of them, since it last worked, of operations that mostly broke
     */
    private record Seen(PortStatus port, Map<String, OperationStatus> calls, Map<String, OperationStatus> broken) {
    }

    /** @param allowed broken calls of one operation that nobody minds */
    FailureWatch(int allowed) {
        this.allowed = allowed;
    }

    /** @return by the bundle's id, what broke */
    Map<Long, String> failing(List<PortStatus> ports) {
        var failing = new HashMap<Long, String>();
        var now = new HashMap<String, Seen>();
        for (PortStatus port : ports) {
            // Two versions of an api are two ports of one name.
            String key = port.name() + port.interfaces() + port.provider();
            Seen seen = seen(port, before.get(key));
            String problem = BrokenOperations.problem(List.copyOf(seen.broken().values()), allowed);
            if (port.isProvided() && !problem.isEmpty()) {
                failing.merge(port.provider(), problem, (one, other) -> one + ", " + other);
                seen = new Seen(port, seen.calls(), Map.of());
            }
            now.put(key, seen);
        }
        before = now;
        return failing;
    }

    private static Seen seen(PortStatus port, Seen old) {
        // One that was made anew counts from nought.
        boolean same = old != null && old.port().calls() <= port.calls();
        Map<String, OperationStatus> calls = byKey(BrokenOperations.of(port));
        Map<String, OperationStatus> broken = new HashMap<>();
        calls.forEach((key, total) -> broken.put(key, same
                ? plus(minus(total, old.calls().get(key)), old.broken().get(key)) : total));
        return new Seen(port, calls, kept(broken));
    }

    /** Without the operations that mostly work. */
    private static Map<String, OperationStatus> kept(Map<String, OperationStatus> calls) {
        Map<String, List<OperationStatus>> operations = calls.values().stream().collect(
                Collectors.groupingBy(OperationStatus::operation));
        var kept = new ArrayList<OperationStatus>();
        operations.values().forEach(consumers -> {
            long failures = consumers.stream().mapToLong(each -> each.failures() + each.mistakes()).sum();
            if (failures * 2 >= consumers.stream().mapToLong(OperationStatus::calls).sum()) {
                kept.addAll(consumers);
            }
        });
        return byKey(kept);
    }

    /** Methods of one name are one operation. */
    private static Map<String, OperationStatus> byKey(List<OperationStatus> calls) {
        return calls.stream().collect(Collectors.toMap(each -> each.operation() + ' ' + each.consumer(),
                Function.identity(), FailureWatch::plus));
    }

    private static OperationStatus plus(OperationStatus one, OperationStatus other) {
        return sum(one, other, 1);
    }

    private static OperationStatus minus(OperationStatus one, OperationStatus other) {
        return sum(one, other, -1);
    }

    private static OperationStatus sum(OperationStatus one, OperationStatus other, int sign) {
        return other == null ? one : new OperationStatus(one.operation(), one.consumer(),
                one.calls() + sign * other.calls(), one.failures() + sign * other.failures(),
                one.mistakes() + sign * other.mistakes());
    }
}
