package org.groundswell.edge.api;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** Where admins reach the console of this node. Provided by the edge; immutable. */
@ProviderType
public interface AdminAddress {

    /**
     * The attribute that a request has which the guard of the admin port has let through; a client cannot set it. What came
     * by that port without it is served by nobody.
     */
    String LOOKED_AT = "org.groundswell.edge.looked-at";

    /** What admins type, without a trailing slash; where nobody has said it, the admin port's own address. */
    URI base();

    /** Whether somebody has said that admins type this; else it is what the port knows of itself. */
    boolean isConfigured();
}
