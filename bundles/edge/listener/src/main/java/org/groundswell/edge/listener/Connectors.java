package org.groundswell.edge.listener;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.callers.ForwardedRequests;
import org.groundswell.edge.listener.callers.ProxyLine;
import org.groundswell.edge.listener.callers.VisitorAddress;
import org.groundswell.edge.listener.fastpath.ReadyPages;
import org.groundswell.edge.listener.fastpath.SnapshotConnectionFactory;
import org.groundswell.edge.listener.handover.LastAnswers;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.http.StrictRequests;
import org.groundswell.edge.listener.tls.SecurePort;

/** Gives the public server its connectors: the public one, and the one with TLS where there is one. */
final class Connectors {
    /** Browsers send one or two; a header this large carries something else. */
    private static final int MAX_HEADER_BYTES = 8 * 1024;

    private final Server server;
    private final SecurePort secure;
    private final Budgets budgets;
    private final PublicListener.Config config;

    /** @param secure null where there is no TLS */
    Connectors(Server server, SecurePort secure, Budgets budgets, PublicListener.Config config) {
        this.server = server;
        this.secure = secure;
        this.budgets = budgets;
        this.config = config;
    }

    /** @param door whether this process still serves */
    void add(ReadyPages pages, ServletDoor door) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // Jetty's cache of header lines costs about 100 kB of heap for each open connection.
        http.setHeaderCacheSize(0);
        http.addCustomizer(new LastAnswers(door));
        http.addCustomizer(new StrictRequests());
        http.addCustomizer(new ForwardedRequests(config.behindProxy()
                ? new VisitorAddress(config.visitorHeader().strip(), config.trustedProxies()) : null));
        var http1 = new StrictHttp1(http);
        // Whoever redirects, or has to know who stands behind a proxy, needs every request.
        boolean plain = secure == null && !config.behindProxy() && !config.proxyProtocol();
        add(plain ? new ServerConnector(server, 1, 2, new SnapshotConnectionFactory(pages, http1), http1)
                : new ServerConnector(server, 1, 2, http1), config.port());
        if (secure != null) {
            add(secure.connector(server, http, budgets.http2()), config.tlsPort());
        }
    }

    private void add(ServerConnector connector, int port) {
        if (config.proxyProtocol()) {
            connector.addFirstConnectionFactory(new ProxyLine());
        }
        connector.setHost(config.host());
        connector.setPort(port);
        connector.setIdleTimeout(config.idleSeconds() * 1000L);
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
    }
}
