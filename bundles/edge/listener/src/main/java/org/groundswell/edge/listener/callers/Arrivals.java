package org.groundswell.edge.listener.callers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.edge.api.requests.ArrivalObserver;
import org.groundswell.edge.api.requests.ArrivalObserver.Arrival;
import org.groundswell.edge.listener.http.HostName;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.services.ServiceOwner;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Tells whoever shows it where visitors come from: of one in each period, so that a request costs no more than reading
 * one field however many come, and nothing else while nobody listens. Thread-safe.
 */
@Component(service = Arrivals.class)
public final class Arrivals {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A host's name is no longer. */
    private static final int LONGEST = 253;

    private final List<ToldArrivals> observers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Arrival> next = new AtomicReference<>();
    private final Loop loop = Loop.of("arrivals", Need.OTHER, PATIENCE);
    private volatile boolean wanted;

    /** Made by the framework. */
    @Activate
    public Arrivals() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindObserver(ArrivalObserver observer, ServiceReference<ArrivalObserver> reference) {
        add(observer, ServiceOwner.of(reference));
    }

    void unbindObserver(ArrivalObserver observer) {
        observers.stream().filter(each -> each.is(observer)).forEach(ToldArrivals::close);
        observers.removeIf(each -> each.is(observer));
    }

    void add(ArrivalObserver observer, String bundle) {
        observers.add(new ToldArrivals(observer, bundle));
    }

    @Activate
    void open() {
        loop.every(PERIOD, this::round);
    }

    @Deactivate
    void close() {
        wanted = false;
        loop.close();
        observers.forEach(ToldArrivals::close);
    }

    /** Whether somebody wants to hear of the next one. */
    public boolean areWanted() {
        return wanted;
    }

    /**
     * A page was shown.
     *
     * @param referer what the visitor's browser says of where it comes from; null where it says nothing
     * @param host    by which name we were asked, perhaps with a port; null where that is not known
     */
    public void shown(String path, String referer, String host) {
        String from = host(referer);
        if (from.isEmpty() && referer != null && !referer.isEmpty() || isOurs(from, host)) {
            return;
        }
        wanted = false;
        next.set(new Arrival(path, from));
    }

    void round() {
        Arrival arrival = next.getAndSet(null);
        if (arrival != null) {
            observers.forEach(each -> each.tell(arrival));
        }
        wanted = !observers.isEmpty();
    }

    private static boolean isOurs(String from, String host) {
        return !from.isEmpty() && host != null && from.equals(withoutPort(host.toLowerCase(Locale.ROOT)));
    }

    /** The host of an address as browsers send it; empty where it is none. */
    private static String host(String referer) {
        int scheme = referer == null ? -1 : referer.indexOf("://");
        if (scheme < 0) {
            return "";
        }
        int begin = scheme + 3;
        int end = begin;
        while (end < referer.length() && "/?#".indexOf(referer.charAt(end)) < 0) {
            end++;
        }
        String host = referer.substring(begin, end);
        boolean named = host.length() <= LONGEST && HostName.isValid(host);
        return named ? withoutPort(host.toLowerCase(Locale.ROOT)) : "";
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
