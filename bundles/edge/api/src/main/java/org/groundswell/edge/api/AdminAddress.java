package org.groundswell.edge.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** Where admins reach the console of this node. Provided by the edge; immutable. */
@ProviderType
public interface AdminAddress {

    /** What admins type, without a trailing slash; where nobody has said it, the admin port's own address. */
    URI base();

    /** Whether somebody has said that admins type this; else it is what the port knows of itself. */
    boolean isConfigured();
}
