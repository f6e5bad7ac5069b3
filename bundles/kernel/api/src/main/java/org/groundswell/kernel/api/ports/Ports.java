package org.groundswell.kernel.api.ports;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The ports of this node as the switchboard sees them. A service of the switchboard; thread-safe. */
@ProviderType
public interface Ports {

    /** Every port that has or had a provider and is not withdrawn, in no particular order. */
    List<PortStatus> list();

    /**
     * Whether the port's provider is there and can be made. Providers are made when the first call comes; this makes
     * it now.
     */
    boolean isReady(String name);

    /** The services that are marked as providers of ports and cannot be ones, in no particular order. */
    default List<RefusedProvider> refused() {
        return List.of();
    }
}
