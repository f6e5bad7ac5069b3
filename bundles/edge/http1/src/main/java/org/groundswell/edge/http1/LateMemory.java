package org.groundswell.edge.http1;

import java.util.function.Supplier;

/** What a connection may hold, opened when it holds something for the first time: most never do. Thread-safe. */
public final class LateMemory implements HeadMemory {
    private final Supplier<HeadMemory> opening;
    private HeadMemory opened;
    private boolean closed;

    public LateMemory(Supplier<HeadMemory> opening) {
        this.opening = opening;
    }

    @Override
    public synchronized boolean hold(long bytes) {
        if (opened == null) {
            opened = opening.get();
            // Others may close the connection while it reads.
            if (closed) {
                opened.close();
            }
        }
        return opened.hold(bytes);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
