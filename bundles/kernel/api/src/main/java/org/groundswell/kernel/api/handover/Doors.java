package org.groundswell.kernel.api.handover;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way in for visitors and admins, as far as one process hands it to the next. What can be answered from memory is
 * never held. Thread-safe.
 */
@ProviderType
public interface Doors {

    /** The sockets that are listening, by name. */
    Map<String, ServerSocketChannel> listening();

    /** The port on loopback at which a process that waits takes what the one before sends on; 0 where it does not. */
    int onwardPort();

    /**
     * From now on requests for servlets wait; returns when those that were inside have come out.
     *
     * @return false where they did not within this time; they still wait then
     */
    boolean hold(Duration longest) throws InterruptedException;

    /** Lets in who waits: the handover did not take place. */
    void release();

    /**
     * What was published here until now was for a rehearsal: shows what the process before has saved, and counts as a node
     * that begins.
     */
    void forgetRehearsal();

    /** Begins to take visitors' connections, in a process that has waited. */
    void open();

    /**
     * The same for admins.
     *
     * @throws IOException where their port cannot be had
     */
    void openAdmin() throws IOException;

    /**
     * Sends on to the successor whatever is for servlets, what was held first, and takes all connections as before: returns
     * after this time, or as soon as something speaks against it.
     *
     * @param port as the successor's {@link #onwardPort} says
     * @return what speaks against it; it is still sent on then, or waits already
     */
    Optional<String> tryOut(int port, String secret, Duration length) throws InterruptedException;

    /**
     * Takes no connections any more and sends on to the successor whatever is for servlets, what was held first. Visitors leave
     * one connection after the other, with an answer or as their stream ends: see {@link #awaitEmpty}, which ends streams.
     *
     * @param port as the successor's {@link #onwardPort} says
     */
    void leave(int port, String secret);

    /** Ends streams of whoever is to leave; returns when nobody is connected any more, or after this time. */
    void awaitEmpty(Duration longest) throws InterruptedException;

    /** The process before has ended: nothing is sent on any more. */
    void closeOnward();
}
