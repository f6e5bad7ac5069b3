package org.groundswell.edge.listener;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.ScarcePlaces;
import org.groundswell.edge.listener.budgets.SlowHeads;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.groundswell.edge.listener.http.RequestFields;
import org.groundswell.edge.listener.servlets.AdminDispatch;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.edge.listener.tls.SecurePort;
import org.groundswell.edge.listener.tls.ToSecurePort;

/** The admin port where strangers may knock at it: with TLS, or behind a proxy that says who comes. */
final class AdminServer {
    /** A room full of volunteers, each with some pages that move. */
    private static final int CONNECTIONS = 1_000;
    /** Twice what one room may have, so that whoever knocks from one address leaves half of it. */
    private static final int REQUESTS = 2_000;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private final AdminListener.Config config;
    private final SecurePort secure;
    private final Server server = new Server(threads(), null, WatchedConnector.buffers(Budgets.BUFFER_BYTES));
    private final List<AutoCloseable> guards = new ArrayList<>();

    private AdminServer(AdminListener.Config config, URI base, SecurePort secure, ServletPort port, Budgets budgets) {
        this.config = config;
        this.secure = secure;
        Handler console = new AdminDispatch(port, budgets.adminRequests(REQUESTS), budgets.slowReaders());
        server.setHandler(secure == null ? console : new ToSecurePort(base, console));
        addConnectors(budgets);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server.getConnectors()));
        addGuards(budgets);
    }

    /** @param secure null: without TLS */
    static AdminServer started(AdminListener.Config config, URI base, SecurePort secure, ServletPort port,
            Budgets budgets) throws Exception {
        var started = new AdminServer(config, base, secure, port, budgets);
        try {
            started.server.start();
        } catch (Exception e) {
            started.stop();
            throw e;
        }
        return started;
    }

    void stop() throws Exception {
        if (secure != null) {
            secure.close();
        }
        for (AutoCloseable guard : guards) {
            guard.close();
        }
        server.stop();
        server.destroy();
    }

    private void addConnectors(Budgets budgets) {
        var settings = new ConnectorSettings(config.host(), ConnectorSettings.behind(config.behindProxy(),
                config.visitorHeader(), config.trustedProxies()), config.proxyProtocol(), IDLE_MILLIS, MAX_HEADER_BYTES);
        var held = new HeldRequests(budgets.heads(), byAddress());
        HttpConfiguration http = settings.requests(held);
        settings.open(server, new WatchedConnector(server, 1, budgets.slowReaders(), byAddress(),
                new StrictHttp1(http, RequestFields.MOST, held.ofConnections())), config.port());
        if (secure != null) {
            settings.open(server, secure.connector(server, http, budgets, byAddress(), held.ofConnections()),
                    config.tlsPort());
        }
    }

    /** Who keeps strangers from holding more than their share of connections. */
    private void addGuards(Budgets budgets) {
        Connector[] connectors = server.getConnectors();
        var handshakes = budgets.handshakes(byAddress());
        Arrays.stream(connectors).forEach(each -> ((ServerConnector) each).addBean(handshakes));
        guards.addAll(List.of(handshakes, new SlowHeads(connectors, CONNECTIONS / 2),
                new ScarcePlaces(connectors, CONNECTIONS, byAddress())));
    }

    /** A proxy's connections all come from its own address. */
    private boolean byAddress() {
        return !config.behindProxy() && !config.proxyProtocol();
    }

    private static QueuedThreadPool threads() {
        var pool = new QueuedThreadPool(8, 2);
        pool.setName("admin");
        pool.setDaemon(true);
        return pool;
    }
}
