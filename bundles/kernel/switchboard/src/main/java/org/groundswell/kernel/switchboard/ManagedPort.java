package org.groundswell.kernel.switchboard;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.RefusedProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port: its providers, the best of which gets the calls, and the stand-in that consumers see. A port is one
 * provider for all its interfaces: while consumers see it, only one that offers them all may take it over.
 *
 * <p>The monitor guards which provider is the best; neither waiting for calls nor anything that calls other bundles
 * happens under it. Whoever changes something calls {@link #publish} afterwards, without any lock.
 */
final class ManagedPort {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedPort.class);

    private final BundleContext context;
    private final String name;
    private final Gate gate;
    private final LongSupplier drainNanos;
    private final HttpCall http;
    private final StandIn standIn;
    private final Map<ServiceReference<?>, LazyProvider> lazyProviders = new HashMap<>();
    /** What a provider has to offer; empty while consumers see no stand-in. */
    private List<Class<?>> types = List.of();
    private LazyProvider best;
    private Bundle lastProvider;
    private long closedAt;
    private long closedNanos;
    private boolean over;

    ManagedPort(BundleContext context, String name, Gate gate, Blame blame, LongSupplier drainNanos) {
        this.context = context;
        this.name = name;
        this.gate = gate;
        this.drainNanos = drainNanos;
        var dispatcher = new CallDispatcher(name, gate, blame);
        this.http = new HttpCall(dispatcher, this::renew);
        this.standIn = new StandIn(context, name, consumer -> new PortCall(dispatcher, http, consumer));
    }

    String name() {
        return name;
    }

    /** Whether it is the same api: two versions of one have classes of the same names that are not the same. */
    synchronized boolean fits(Offer offer) {
        var all = new HashSet<>(types);
        lazyProviders.values().forEach(each -> all.addAll(each.interfaces()));
        return offer.interfaces().stream().noneMatch(
                type -> all.stream().anyMatch(each -> each != type && each.getName().equals(type.getName())));
    }

    synchronized void take(Offer offer) {
        lazyProviders.put(offer.reference(), new LazyProvider(context, offer, http::config));
        openBest();
        refused().stream().filter(each -> each.bundle() == offer.bundle().getBundleId()).findFirst()
                .ifPresent(each -> LOG.error("Port {}: {} is refused: {}", name, offer.bundle().getSymbolicName(),
                        each.reason()));
    }

    /** Its providers' properties may say something else now. */
    synchronized void changed() {
        openBest();
    }

    void publish() {
        standIn.publish();
    }

    /** Returns when no call is inside any more, or the time for that is up. */
    void leave(ServiceReference<?> reference) {
        LazyProvider leaving;
        synchronized (this) {
            leaving = lazyProviders.remove(reference);
            if (leaving == null) {
                return;
            }
            openBest();
        }
        publish();
        long drain = drainNanos.getAsLong();
        int left = gate.close(leaving, drain);
        if (left > 0) {
            LOG.error("Port {}: {} call(s) did not come out of {} within {} ms; they are interrupted, and it goes",
                    name, left, leaving.bundle().getSymbolicName(), TimeUnit.NANOSECONDS.toMillis(drain));
        }
        leaving.release();
    }

    /**
     * Takes the port away from its consumers if nobody has provided it for so long, or gives it to a provider that has
     * less to offer. A servlet's path stays taken as long as its bundle is installed and no other waits for it: its
     * visitors are told to come again, not that there is no such page.
     */
    synchronized void endIfEmpty(long nanos) {
        boolean gone = lastProvider == null || lastProvider.getState() == Bundle.UNINSTALLED;
        boolean kept = lazyProviders.isEmpty() && isHttp();
        if (best == null && (gone || !kept && System.nanoTime() - closedAt >= nanos)) {
            endIfEmpty();
        }
    }

    /** As above, but now: nobody will come back. */
    synchronized void endIfEmpty() {
        if (best == null && !types.isEmpty()) {
            LOG.warn("Port {} has no provider and is withdrawn", name);
            types = List.of();
            standIn.withdraw();
            openBest();
        }
    }

    /** The same bundle provides the same thing elsewhere: under another name, or of another version of the api. */
    synchronized void giveWay(ManagedPort other, Bundle provider) {
        Set<String> paths = standIn.paths();
        paths.retainAll(other.standIn.paths());
        if (best == null && provider.equals(lastProvider) && (other.name.equals(name) || !paths.isEmpty())) {
            endIfEmpty();
        }
    }

    /** For good. The servlet container, which is told of it, must not make the stand-in come back. */
    void withdraw() {
        synchronized (this) {
            over = true;
            standIn.withdraw();
        }
        publish();
    }

    /** The switchboard stops: nobody is led to the providers any more, and they are given back. */
    void end() {
        withdraw();
        List<LazyProvider> left;
        synchronized (this) {
            left = List.copyOf(lazyProviders.values());
        }
        left.forEach(LazyProvider::release);
    }

    synchronized boolean isEmpty() {
        return lazyProviders.isEmpty();
    }

    boolean isWithdrawn() {
        return standIn.isWithdrawn();
    }

    /** Whether a call would reach a provider now; makes the provider for that. */
    boolean isReady() {
        var lazyProvider = (LazyProvider) gate.provider();
        return lazyProvider != null && lazyProvider.get() != null;
    }

    synchronized PortStatus status() {
        boolean provided = best != null;
        long closed = provided ? closedNanos : System.nanoTime() - closedAt;
        return new PortStatus(name, types.stream().map(Class::getName).toList(),
                provided ? best.bundle().getBundleId() : PortStatus.NOBODY,
                lastProvider == null ? PortStatus.NOBODY : lastProvider.getBundleId(),
                provided ? best.calls().calls() : 0, provided ? best.calls().failures() : 0, gate.waited(),
                TimeUnit.NANOSECONDS.toMillis(closed), provided ? best.calls().operations() : List.of());
    }

    synchronized List<RefusedProvider> refused() {
        return lazyProviders.values().stream().filter(each -> !each.interfaces().containsAll(types)).map(
                each -> new RefusedProvider(name, each.bundle().getBundleId(), "it offers " + names(each.interfaces())
                        + " only, and port " + name + " has " + names(types) + " of one provider: register it under all"
                        + " of them, or with a port name of its own")).toList();
    }

    private static String names(List<Class<?>> types) {
        return String.join(", ", types.stream().map(Class::getSimpleName).sorted().toList());
    }

    private void openBest() {
        LazyProvider before = best;
        best = lazyProviders.values().stream().filter(each -> each.interfaces().containsAll(types))
                .max(Comparator.comparing(LazyProvider::reference)).orElse(null);
        if (best == null) {
            closedAt = before == null ? closedAt : System.nanoTime();
            return;
        }
        if (before == null && lastProvider != null) {
            closedNanos = System.nanoTime() - closedAt;
        }
        if (lastProvider != null && !lastProvider.equals(best.bundle())) {
            LOG.warn("Port {}: {} takes over from {}", name, best.bundle().getSymbolicName(),
                    lastProvider.getSymbolicName());
        }
        lastProvider = best.bundle();
        gate.open(best);
        if (!over) {
            types = best.interfaces();
            standIn.standFor(best);
        }
    }

    /** The container has ended the stand-in and will begin anew; so must the provider behind it. */
    private void renew() {
        var present = (LazyProvider) gate.provider();
        if (present == null) {
            return;
        }
        gate.close(present, drainNanos.getAsLong());
        present.release();
        synchronized (this) {
            if (lazyProviders.replace(present.reference(), present, present.renewed())) {
                openBest();
            }
        }
    }

    private boolean isHttp() {
        return types.contains(Servlet.class) || types.contains(Filter.class);
    }
}
