package org.groundswell.kernel.health;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.shared.components.ComponentProblems;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Whether the providers that visitors need can be made. That one is registered says little: it is made by its first
 * call, and only then finds out what is wrong with its settings, or with those of what it needs.
 */
@Component(service = NeededPorts.class)
public final class NeededPorts {
    /** Whoever has just come is being made; less than the time in which a check has to answer. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BundleContext context;
    private final Ports ports;
    private final ComponentProblems components;

    @Activate
    public NeededPorts(BundleContext context, @Reference Ports ports, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.ports = ports;
        this.components = new ComponentProblems(runtime);
    }

    /** @param needed names of ports; one that nobody provides is the business of whoever looks for its service */
    Result look(Set<String> needed) {
        var log = new FormattingResultLog();
        List<PortStatus> provided = ports.list().stream()
                .filter(port -> needed.contains(port.name()) && port.isProvided()).toList();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (PortStatus port : provided) {
            while (!ports.isReady(port.name()) && reason(port).isEmpty() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            if (!ports.isReady(port.name())) {
                String reason = reason(port);
                log.temporarilyUnavailable("{} cannot be made: {}", port.name(),
                        reason.isEmpty() ? "no reason is known, the log may have one" : reason);
            }
        }
        log.info("{} ports that are needed are provided", provided.size());
        return new Result(log);
    }

    private String reason(PortStatus port) {
        Bundle provider = context.getBundle(port.provider());
        return provider == null ? "" : components.of(provider);
    }
}
