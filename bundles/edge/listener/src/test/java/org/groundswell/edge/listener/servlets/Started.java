package org.groundswell.edge.listener.servlets;

import org.apache.felix.hc.api.Result;
import org.groundswell.edge.listener.published.SnapshotStore;

/** The start of a node whose servlets are there. */
public final class Started {
    private Started() {
    }

    /** @param store in which a site was published */
    public static NodeStart with(SnapshotStore store) {
        var start = new NodeStart(store);
        start.bindServlets(() -> new Result(Result.Status.OK, "all are there"));
        return start;
    }
}
