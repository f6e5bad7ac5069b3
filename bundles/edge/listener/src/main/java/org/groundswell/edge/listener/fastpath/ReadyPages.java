package org.groundswell.edge.listener.fastpath;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.published.AcceptEncoding;
import org.groundswell.edge.listener.published.EncodedSnapshot;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;

/** Chooses the ready bytes for a plain request. Thread-safe. */
public final class ReadyPages {
    private static final int MOST_BODY_BYTES = 64 * 1024;

    private final SnapshotStore store;
    private final SecurityHeaders security;
    private final Observers observers;
    private final Arrivals arrivals;
    private final UnfinishedAnswers unfinished;
    private final Departure departure;

    /**
     * @param unfinished what visitors take slowly
     * @param departure  with which connections come to their end, which others see to
     */
    public ReadyPages(SnapshotStore store, SecurityHeaders security, Observers observers, Arrivals arrivals,
            UnfinishedAnswers unfinished, Departure departure) {
        this.store = store;
        this.security = security;
        this.observers = observers;
        this.arrivals = arrivals;
        this.unfinished = unfinished;
        this.departure = departure;
    }

    /** What is asked for, or null where that is no page that everybody gets alike. */
    EncodedSnapshot find(RequestHead head, EndPoint visitor) {
        if (departure.isOver(visitor)) {
            return null;
        }
        EncodedSnapshot snapshot = store.table().routes().page(head.requested());
        return snapshot == null || snapshot.isKeyed() ? null : snapshot;
    }

    /** The body to answer with, or null where there is none that is ready. */
    EncodedSnapshot.Variant body(EncodedSnapshot snapshot, RequestHead head) {
        EncodedSnapshot.Variant variant = snapshot.accepted(AcceptEncoding.of(head.accepts()));
        return variant == null || variant.length() > MOST_BODY_BYTES ? null : variant;
    }

    /** The whole response. */
    ByteBuffer response(EncodedSnapshot.Variant body) {
        return body.response(security, System.currentTimeMillis() / 1000);
    }

    /** What is to be told when the rest of an answer is out. */
    Callback unfinished(EncodedSnapshot page, EncodedSnapshot.Variant body, EndPoint reader, Callback done) {
        return unfinished.begin(page, body, reader, () -> false, done);
    }

    void answered(EncodedSnapshot snapshot, RequestHead head, SocketAddress from, long nanos) {
        observers.answered(snapshot.kind(), HttpStatus.OK_200, nanos, from, head.agent());
        if (arrivals.areWanted() && snapshot.kind() == Kind.PAGE) {
            arrivals.shown(head.requested(), head.referer(), head.host());
        }
    }
}
