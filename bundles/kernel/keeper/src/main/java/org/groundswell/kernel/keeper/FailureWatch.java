package org.groundswell.kernel.keeper;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.kernel.api.PortStatus;

/** Finds the bundles whose ports broke most of their calls since it was asked last. Not thread-safe. */
final class FailureWatch {
    private final int allowed;
    private Map<String, PortStatus> before = Map.of();

    /** @param allowed broken calls between two questions that nobody minds */
    FailureWatch(int allowed) {
        this.allowed = allowed;
    }

    Set<Long> failing(List<PortStatus> ports) {
        var failing = new HashSet<Long>();
        var now = new HashMap<String, PortStatus>();
        for (PortStatus port : ports) {
            String key = port.name() + port.interfaces();
            now.put(key, port);
            PortStatus old = before.get(key);
            // Another provider counts from nought.
            boolean same = old != null && old.provider() == port.provider() && old.calls() <= port.calls();
            long calls = port.calls() - (same ? old.calls() : 0);
            long failures = port.failures() - (same ? old.failures() : 0);
            if (port.isProvided() && failures > allowed && failures * 2 >= calls) {
                failing.add(port.provider());
            }
        }
        before = now;
        return failing;
    }
}
