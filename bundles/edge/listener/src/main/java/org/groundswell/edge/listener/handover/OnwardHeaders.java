package org.groundswell.edge.listener.handover;

import java.util.Set;

/** What one process says to the next about a request that it sends on. */
final class OnwardHeaders {
    static final String SECRET = "groundswell-onward";
    static final String VISITOR = "groundswell-visitor";
    static final String SCHEME = "groundswell-scheme";
    /** Of one connection, not of the request (RFC 9110, section 7.6.1), or said anew. */
    static final Set<String> OF_THE_CONNECTION = Set.of("connection", "keep-alive", "te", "trailer", "upgrade",
            "transfer-encoding", "proxy-connection", "expect", "content-length", SECRET, VISITOR, SCHEME);

    private OnwardHeaders() {
    }
}
