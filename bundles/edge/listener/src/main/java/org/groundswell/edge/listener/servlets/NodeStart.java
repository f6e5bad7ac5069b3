package org.groundswell.edge.listener.servlets;

import java.time.Duration;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.eclipse.jetty.http.HttpStatus;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Whether the node is still starting: then whatever has no answer yet may have one in a moment, and is told to come
 * again instead of being refused. Once over, the start is over for good, unless it was a rehearsal. Thread-safe.
 */
@Component(service = NodeStart.class)
public final class NodeStart {
    /** A node that has not come up by now will not. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final SnapshotStore store;
    private volatile long beganNanos = System.nanoTime();
    private volatile HealthCheck servlets;
    private volatile boolean over;

    @Activate
    public NodeStart(@Reference SnapshotStore store) {
        this.store = store;
    }

    @Reference(target = "(" + HealthCheck.NAME + "=servlets)", cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindServlets(HealthCheck check) {
        servlets = check;
    }

    void unbindServlets(HealthCheck check) {
        if (servlets == check) {
            servlets = null;
        }
    }

    /** Whether pages and donors' servlets are there, or will not come any more. */
    boolean isOver() {
        if (!over) {
            over = System.nanoTime() - beganNanos > LONGEST.toNanos() || store.isComplete() && areServletsThere();
        }
        return over;
    }

    public void beginAgain() {
        beganNanos = System.nanoTime();
        over = false;
    }

    /** The status to answer with instead of this one: nothing is refused that may be there in a moment. */
    public int status(int status) {
        boolean refused = status == HttpStatus.NOT_FOUND_404 || status == HttpStatus.METHOD_NOT_ALLOWED_405;
        return refused && !isOver() ? HttpStatus.SERVICE_UNAVAILABLE_503 : status;
    }

    private boolean areServletsThere() {
        HealthCheck check = servlets;
        return check != null && check.execute().getStatus().compareTo(Result.Status.WARN) <= 0;
    }
}
