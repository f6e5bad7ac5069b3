package org.groundswell.edge.listener;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.callers.ForwardedRequests;
import org.groundswell.edge.listener.callers.ProxyLine;
import org.groundswell.edge.listener.callers.VisitorAddress;
import org.groundswell.edge.listener.http.StrictRequests;

/**
 * How a port of ours takes connections and the heads of requests, whoever answers them. Immutable.
 *
 * @param visitor who stands behind a proxy; null where there is none
 */
record ConnectorSettings(String host, VisitorAddress visitor, boolean proxyProtocol, long idleMillis, int maxHeaderBytes) {

    /** As the settings of both ports say it. */
    static VisitorAddress behind(boolean behindProxy, String visitorHeader, int trustedProxies) {
        return behindProxy ? new VisitorAddress(visitorHeader.strip(), trustedProxies) : null;
    }

    /** @param held counts what requests hold */
    HttpConfiguration requests(HeldRequests held) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(maxHeaderBytes);
        // Jetty's cache of header lines costs about 100 kB of heap for each open connection.
        http.setHeaderCacheSize(0);
        http.addCustomizer(new StrictRequests());
        http.addCustomizer(new ForwardedRequests(visitor));
        // Behind the one that knows whose it is.
        http.addCustomizer(held);
        return http;
    }

    void open(Server server, ServerConnector connector, int port) {
        if (proxyProtocol) {
            connector.addFirstConnectionFactory(new ProxyLine());
        }
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idleMillis);
        server.addConnector(connector);
    }
}
