package org.groundswell.edge.listener.callers;

import java.time.Duration;
import org.groundswell.edge.api.requests.RequestObserver;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An observer on a thread of its own, so that it costs nobody more than a place in its queue, whatever it does. */
final class ToldObserver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToldObserver.class);
    /** It looks by itself: waking it for each request would cost more than the request. */
    private static final Duration PERIOD = Duration.ofMillis(20);
    /** A round is short; the node's health names whoever takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final RequestObserver observer;
    private final String bundle;
    private final AnsweredRequests requests = new AnsweredRequests();
    private final Loop loop;
    private long said = System.nanoTime() - SILENCE.toNanos();

    /** @param bundle whose observer it is, for the log and the admin */
    ToldObserver(RequestObserver observer, String bundle) {
        this.observer = observer;
        this.bundle = bundle;
        this.loop = Loop.of("request-observer " + bundle, Need.OTHER, PATIENCE);
        loop.every(PERIOD, this::round);
    }

    boolean is(RequestObserver other) {
        return observer == other;
    }

    void add(AnsweredRequest request) {
        requests.add(request);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void round() {
        requests.take(this::tell);
        if (maySpeak()) {
            long leftOut = requests.leftOut();
            if (leftOut > 0) {
                said = System.nanoTime();
                LOG.warn("{} is too slow for {} requests, which its request observer was not told of", bundle, leftOut);
            }
        }
    }

    private void tell(AnsweredRequest request) {
        if (loop.isClosed()) {
            return;
        }
        try {
            observer.answered(request.kind(), request.status(), request.nanos(), request.client(), request.agent());
        } catch (RuntimeException | Error e) {
            if (maySpeak()) {
                said = System.nanoTime();
                LOG.warn("A request observer of {} failed; this is said at most every {} s", bundle,
                        SILENCE.toSeconds(), e);
            }
        }
    }

    private boolean maySpeak() {
        return System.nanoTime() - said >= SILENCE.toNanos();
    }
}
