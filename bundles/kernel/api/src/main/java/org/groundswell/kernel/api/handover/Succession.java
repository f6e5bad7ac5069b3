package org.groundswell.kernel.api.handover;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Whether this process begins beside another one of the same node, and what it has from that one. Thread-safe. */
@ProviderType
public interface Succession {

    /** Whether another process still serves: then nobody is to be let in before {@link Doors#open}. */
    boolean isWaiting();

    /**
     * A listening socket of the process before, the very one: who waits at it is not lost. Each can be had once, and is
     * the caller's from then on. The address that the channel itself tells is not the socket's.
     *
     * @param name as in {@link Doors#listening}
     * @return empty where the process before had none of this name, or there is no such process
     * @throws IOException if the machine refuses it
     */
    Optional<ServerSocketChannel> inherited(String name) throws IOException;

    /** What the process before says with each request that it sends on; nobody else on this machine knows it. */
    String secret();
}
