package org.groundswell.edge.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** Where visitors and payment gateways reach this site. Provided by the edge; immutable. */
@ProviderType
public interface PublicAddress {

    /** The configured public URL, without a trailing slash; where none is configured, the listener's own address. */
    URI base();

    /** Whether somebody has said that visitors type this; else it is what the listener knows of itself. */
    default boolean isConfigured() {
        return true;
    }
}
