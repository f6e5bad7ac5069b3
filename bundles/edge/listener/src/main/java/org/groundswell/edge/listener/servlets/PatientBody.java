package org.groundswell.edge.listener.servlets;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A body that may come slowly, as a picture from a phone does, but not for ever: whoever reads it has a place meanwhile that
 * others want. What counts is the time in which it is waited for, not that in which nobody reads. Read by one thread at a
 * time, which another one may tell that it is too late.
 */
final class PatientBody extends Request.Wrapper {
    static final long BYTES_A_SECOND = 8 * 1024;

    private final long graceNanos;
    private final AtomicReference<Runnable> waiting = new AtomicReference<>();
    private volatile Content.Chunk late;
    private volatile long bytes;
    private volatile long waitedNanos;

    /** @param grace beside the second for each so many bytes */
    PatientBody(Request request, Duration grace) {
        super(request);
        this.graceNanos = grace.toNanos();
    }

    @Override
    public Content.Chunk read() {
        if (late != null) {
            return late;
        }
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            bytes += chunk.remaining();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable reader) {
        long began = System.nanoTime();
        waiting.set(reader);
        Scheduler.Task end = getComponents().getScheduler().schedule(this::giveUp, leftNanos(), TimeUnit.NANOSECONDS);
        super.demand(() -> {
            end.cancel();
            waitedNanos += System.nanoTime() - began;
            goOn();
        });
    }

    private long leftNanos() {
        return Math.max(0, graceNanos + TimeUnit.SECONDS.toNanos(bytes) / BYTES_A_SECOND - waitedNanos);
    }

    private void giveUp() {
        late = Content.Chunk.from(new BadMessageException(HttpStatus.REQUEST_TIMEOUT_408, "The body comes too slowly"), true);
        goOn();
    }

    /** The one who comes second finds that it is done. */
    private void goOn() {
        Runnable reader = waiting.getAndSet(null);
        if (reader != null) {
            reader.run();
        }
    }
}
