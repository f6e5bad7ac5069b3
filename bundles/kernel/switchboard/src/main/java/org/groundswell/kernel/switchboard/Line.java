package org.groundswell.kernel.switchboard;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.groundswell.kernel.api.PortStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port: its providers, the best of which gets the calls, and the stand-in that consumers see. The monitor guards
 * which provider is the best; neither waiting for calls nor anything that calls other bundles happens under it.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final BundleContext context;
    private final String name;
    private final List<Class<?>> types;
    private final Gate gate;
    private final LongSupplier drainNanos;
    private final HttpCall http;
    private final StandIn standIn;
    private final ConcurrentSkipListMap<ServiceReference<?>, Supply> supplies = new ConcurrentSkipListMap<>();
    private Bundle lastProvider;
    private long closedAt;
    private long closedNanos;
    private boolean over;

    Line(BundleContext context, String name, List<Class<?>> types, Gate gate,
            LongSupplier drainNanos) {
        this.context = context;
        this.name = name;
        this.types = types;
        this.gate = gate;
        this.drainNanos = drainNanos;
        var passage = new Passage(name, gate);
        this.http = new HttpCall(passage, this::renew);
        this.standIn = new StandIn(context, name, types, new PortCall(passage, http));
    }

    String name() {
        return name;
    }

    List<Class<?>> types() {
        return types;
    }

    /** @param bundle the reference's; see {@link Supply} */
    void arrive(ServiceReference<?> reference, Bundle bundle) {
        var supply = new Supply(context, reference, bundle, http::config);
        synchronized (this) {
            if (supplies.isEmpty() && lastProvider != null) {
                closedNanos = System.nanoTime() - closedAt;
            }
            supplies.put(reference, supply);
            openBest();
        }
        standIn.publish();
    }

    void changed() {
        synchronized (this) {
            if (supplies.isEmpty()) {
                return;
            }
            openBest();
        }
        standIn.publish();
    }

    /** Returns when no call is inside any more, or the time for that is up. */
    void leave(ServiceReference<?> reference) {
        Supply leaving;
        synchronized (this) {
            leaving = supplies.remove(reference);
            if (leaving == null) {
                return;
            }
            if (supplies.isEmpty()) {
                closedAt = System.nanoTime();
            } else {
                openBest();
            }
        }
        standIn.publish();
        long drain = drainNanos.getAsLong();
        int left = gate.close(leaving, drain);
        if (left > 0) {
            LOG.error("Port {}: {} call(s) did not come out of {} within {} ms; they are interrupted, and it goes",
                    name, left, leaving.bundle().getSymbolicName(), TimeUnit.NANOSECONDS.toMillis(drain));
        }
        leaving.release();
    }

    /**
     * Takes the port away from its consumers if nobody has provided it for so long. A servlet's path stays taken as
     * long as its bundle is installed: its visitors are told to come again, not that there is no such page.
     */
    void withdrawIfEmpty(long nanos) {
        synchronized (this) {
            boolean gone = lastProvider == null || lastProvider.getState() == Bundle.UNINSTALLED;
            if (!supplies.isEmpty() || !gone && (isHttp() || System.nanoTime() - closedAt < nanos)) {
                return;
            }
            if (!standIn.isWithdrawn()) {
                LOG.warn("Port {} has no provider and is withdrawn", name);
            }
            standIn.withdraw();
        }
        standIn.publish();
    }

    /** For good. The servlet container, which is told of it, must not make the stand-in come back. */
    void withdraw() {
        synchronized (this) {
            over = true;
            standIn.withdraw();
        }
        standIn.publish();
    }

    /** The switchboard stops: nobody is led to the providers any more, and they are given back. */
    void end() {
        withdraw();
        supplies.values().forEach(Supply::release);
    }

    boolean isWithdrawn() {
        return standIn.isWithdrawn();
    }

    /** Whether a call would reach a provider now; makes the provider for that. */
    boolean isReady() {
        var supply = (Supply) gate.provider();
        return supply != null && supply.get() != null;
    }

    PortStatus status() {
        var provider = (Supply) gate.provider();
        long closed;
        long last;
        synchronized (this) {
            last = lastProvider == null ? PortStatus.NOBODY : lastProvider.getBundleId();
            closed = supplies.isEmpty() ? System.nanoTime() - closedAt : closedNanos;
        }
        return new PortStatus(name, types.stream().map(Class::getName).toList(),
                provider == null ? PortStatus.NOBODY : provider.bundle().getBundleId(), last,
                provider == null ? 0 : provider.calls(), provider == null ? 0 : provider.failures(), gate.waited(),
                TimeUnit.NANOSECONDS.toMillis(closed));
    }

    private void openBest() {
        Supply best = supplies.lastEntry().getValue();
        lastProvider = best.bundle();
        gate.open(best);
        if (!over) {
            standIn.standFor(best.reference());
        }
    }

    /** The container has ended the stand-in and will begin anew; so must the provider behind it. */
    private void renew() {
        var present = (Supply) gate.provider();
        if (present == null) {
            return;
        }
        gate.close(present, drainNanos.getAsLong());
        present.release();
        synchronized (this) {
            if (supplies.replace(present.reference(), present,
                    new Supply(context, present.reference(), present.bundle(), http::config))) {
                openBest();
            }
        }
    }

    private boolean isHttp() {
        return types.contains(Servlet.class) || types.contains(Filter.class);
    }
}
