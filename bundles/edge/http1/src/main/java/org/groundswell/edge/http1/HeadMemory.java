package org.groundswell.edge.http1;

/** What a connection may hold of the heap for the head, or the trailers, of a request that is still coming. Thread-safe. */
public interface HeadMemory extends AutoCloseable {

    /** Holds so many bytes from now on, and none of those before; false where there are not so many to be had. */
    boolean hold(long bytes);

    /** Gives back all, for good: nothing is to be had afterwards. */
    @Override
    void close();
}
