package org.groundswell.edge.listener.handover;

import java.net.InetAddress;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Where a process takes what the one before sends on: a port of loopback that nobody else has a use for. */
public final class OnwardPort {
    /** All who have waited come at once. */
    private static final int QUEUED_CONNECTIONS = 4096;

    /** What fits at the public port, which takes half of this, comes with a secret and the visitor's address. */
    private static final int MOST_HEAD_BYTES = 16 * 1024;

    private OnwardPort() {
    }

    /**
     * To be made before the server starts.
     *
     * @param secret that the process before says with each request
     */
    public static ServerConnector of(Server server, String secret) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEAD_BYTES);
        http.addCustomizer(new OnwardRequests(secret));
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setAcceptQueueSize(QUEUED_CONNECTIONS);
        server.addConnector(connector);
        return connector;
    }
}
