package org.groundswell.kernel.api;

import java.util.List;
import java.util.Optional;

/** The ports of this node as the switchboard sees them. A service of the switchboard; thread-safe. */
public interface Ports {

    /** Every port that has or had a provider and is not withdrawn, in no particular order. */
    List<PortStatus> list();

    /** The port of this name; nothing where it never was or is withdrawn. */
    default Optional<PortStatus> named(String name) {
        return list().stream().filter(port -> port.name().equals(name)).findFirst();
    }

    /** Whether the port is there and somebody provides it right now. */
    default boolean isProvided(String name) {
        return named(name).filter(PortStatus::isProvided).isPresent();
    }

    /**
     * Whether the port's provider is there and can be made. Providers are made when the first call comes; this makes
     * it now.
     */
    boolean isReady(String name);
}
