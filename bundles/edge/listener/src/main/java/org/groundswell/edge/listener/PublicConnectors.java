package org.groundswell.edge.listener;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.groundswell.edge.listener.fastpath.ReadyPages;
import org.groundswell.edge.listener.fastpath.SnapshotConnectionFactory;
import org.groundswell.edge.listener.http.RequestFields;
import org.groundswell.edge.listener.tls.SecurePort;

/** How connections come in, and what a request on them has to be like before anybody answers it. Immutable. */
final class PublicConnectors {
    /** Browsers send one or two; a header this large carries something else. */
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    /** Two slashes in a row lead to the page that was meant, where there is one. */
    private static final UriCompliance ANSWERED_PATHS = UriCompliance.DEFAULT.with("slashes",
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);
    private static final int QUEUED_CONNECTIONS = 4096;
    private static final int SELECTORS = 2;

    private final PublicListener.Config config;
    private final ConnectorSettings settings;

    PublicConnectors(PublicListener.Config config) {
        this.config = config;
        this.settings = new ConnectorSettings(config.host(), ConnectorSettings.behind(config.behindProxy(),
                config.visitorHeader(), config.trustedProxies()), config.proxyProtocol(), config.idleSeconds() * 1000L,
                MAX_HEADER_BYTES);
    }

    /** How many connections there may be. */
    int most() {
        return config.tlsPort() == 0 ? config.maxConnections() : config.maxConnections() / 2;
    }

    /**
     * @param pages  answers plain requests
     * @param secure the port with TLS, or null where there is none
     * @param held   what requests hold
     * @param line   where connections wait for their next turn
     */
    void addTo(Server server, ReadyPages pages, SecurePort secure, Budgets budgets, HeldRequests held, TurnLine line) {
        HttpConfiguration http = settings.requests(held);
        http.setUriCompliance(ANSWERED_PATHS);
        var http1 = new StrictHttp1(http, RequestFields.MOST, held.ofConnections());
        boolean byAddress = !config.behindProxy() && !config.proxyProtocol();
        // Whoever redirects, or has to know who stands behind a proxy, needs every request.
        boolean plain = secure == null && byAddress;
        settings.open(server, queued(plain ? new WatchedConnector(server, SELECTORS, budgets.slowReaders(), byAddress,
                new SnapshotConnectionFactory(pages, http1, budgets.heads(), line), http1)
                : new WatchedConnector(server, SELECTORS, budgets.slowReaders(), byAddress, http1)), config.port());
        if (secure != null) {
            settings.open(server, queued(secure.connector(server, http, budgets, byAddress, held.ofConnections())),
                    config.tlsPort());
        }
    }

    private ServerConnector queued(ServerConnector connector) {
        connector.setAcceptQueueSize(QUEUED_CONNECTIONS);
        return connector;
    }
}
