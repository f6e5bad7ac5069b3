package org.groundswell.edge.listener.servlets;

import java.util.Set;
import org.eclipse.jetty.server.Request;

/** What balancers and other programs ask that watch the node; none of them is a visitor. */
public final class Probes {
    private static final Set<String> PATHS = Set.of("/healthz", "/readyz", "/readyz/give");

    private Probes() {
    }

    public static boolean isProbe(Request request) {
        return PATHS.contains(Request.getPathInContext(request));
    }
}
