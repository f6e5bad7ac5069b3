package org.groundswell.console.api.rest;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered as a service by a bundle that has routes. Thread-safe. */
@ConsumerType
public interface RestRoutes {

    /** Always the same ones. */
    List<Route> routes();
}
