package org.groundswell.edge.listener.callers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.groundswell.edge.api.requests.RequestObserver;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.shared.services.ServiceOwner;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells whoever counts of every answered request; with nobody counting it costs one volatile read. */
@Component(service = Observers.class)
public final class Observers {
    private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

    private volatile ToldObserver[] observers = {};

    /** Made by the framework. */
    @Activate
    public Observers() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindObserver(RequestObserver observer, ServiceReference<RequestObserver> reference) {
        add(observer, ServiceOwner.of(reference));
    }

    synchronized void unbindObserver(RequestObserver observer) {
        for (ToldObserver each : observers) {
            if (each.is(observer)) {
                each.close();
            }
        }
        observers = Arrays.stream(observers).filter(each -> !each.is(observer)).toArray(ToldObserver[]::new);
    }

    synchronized void add(RequestObserver observer, String bundle) {
        var more = Arrays.copyOf(observers, observers.length + 1);
        more[observers.length] = new ToldObserver(observer, bundle);
        observers = more;
    }

    @Deactivate
    public synchronized void close() {
        for (ToldObserver each : observers) {
            each.close();
        }
        observers = new ToldObserver[0];
    }

    public void answered(Kind kind, Request request, int status) {
        if (observers.length > 0) {
            long nanos = kind == Kind.STREAM ? 0 : NanoTime.since(request.getBeginNanoTime());
            String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
            answered(kind, status, nanos, request.getConnectionMetaData().getRemoteSocketAddress(),
                    agent == null ? "" : agent);
        }
    }

    public void answered(Kind kind, int status, long nanos, SocketAddress from, String agent) {
        ToldObserver[] present = observers;
        if (present.length == 0) {
            return;
        }
        InetAddress client = from instanceof InetSocketAddress inet && inet.getAddress() != null ? inet.getAddress()
                : NOWHERE;
        var request = new AnsweredRequest(kind, status, nanos, client, agent);
        for (ToldObserver observer : present) {
            observer.add(request);
        }
    }

    /**
     * Reports the request when its response is complete.
     *
     * @param kind by status
     */
    public void watch(IntFunction<Kind> kind, Request request, Response response) {
        if (observers.length > 0) {
            Request.addCompletionListener(request,
                    failure -> answered(kind.apply(response.getStatus()), request, response.getStatus()));
        }
    }
}
