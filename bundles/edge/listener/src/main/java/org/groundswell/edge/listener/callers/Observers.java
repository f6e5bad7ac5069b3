package org.groundswell.edge.listener.callers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.groundswell.edge.api.RequestObserver.Kind;
import org.groundswell.edge.api.RequestObserver;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.LoggerFactory;

/** Tells whoever counts of every answered request; with nobody counting it costs one volatile read. */
@Component(service = Observers.class)
public final class Observers {
    private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

    private volatile RequestObserver[] observers = {};
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(Observers.class), 1);

    /** Made by the framework. */
    @Activate
    public Observers() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindObserver(RequestObserver observer) {
        var more = Arrays.copyOf(observers, observers.length + 1);
        more[observers.length] = observer;
        observers = more;
    }

    synchronized void unbindObserver(RequestObserver observer) {
        observers = Arrays.stream(observers).filter(each -> each != observer)
                .toArray(RequestObserver[]::new);
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
        RequestObserver[] present = observers;
        InetAddress client = from instanceof InetSocketAddress inet && inet.getAddress() != null ? inet.getAddress()
                : NOWHERE;
        for (RequestObserver observer : present) {
            try {
                observer.answered(kind, status, nanos, client, agent);
            } catch (RuntimeException | Error e) {
                // Whoever counts must cost neither a visitor the page nor the others their count.
                log.failed(e, "A request observer");
            }
        }
    }

    /** Reports the request when its response is complete. */
    public void watch(Kind kind, Request request, Response response) {
        if (observers.length > 0) {
            Request.addCompletionListener(request, failure -> answered(kind, request, response.getStatus()));
        }
    }
}
