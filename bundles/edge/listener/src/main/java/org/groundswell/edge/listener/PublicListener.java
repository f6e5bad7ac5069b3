package org.groundswell.edge.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.budgets.HeldRequests;
import org.groundswell.edge.listener.budgets.PendingAnswers;
import org.groundswell.edge.listener.budgets.ScarcePlaces;
import org.groundswell.edge.listener.budgets.SlowHeads;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.budgets.Turns;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.groundswell.edge.listener.callers.Arrivals;
import org.groundswell.edge.listener.callers.Observers;
import org.groundswell.edge.listener.early.FirstLight;
import org.groundswell.edge.listener.fastpath.ReadyPages;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.leaving.LeavingRequests;
import org.groundswell.edge.listener.published.LiveStreams;
import org.groundswell.edge.listener.published.SecurityHeaders;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.groundswell.edge.listener.published.UnfinishedAnswers;
import org.groundswell.edge.listener.servlets.NodeStart;
import org.groundswell.edge.listener.servlets.ServletDispatch;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.edge.listener.servlets.WellFormed;
import org.groundswell.edge.listener.servlets.WholeBody;
import org.groundswell.edge.listener.tls.PemFiles;
import org.groundswell.edge.listener.tls.SecurePort;
import org.groundswell.edge.listener.tls.ToSecurePort;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.handover.Succession;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port that visitors come to. */
@Component(configurationPid = "org.groundswell.edge.listener", immediate = true)
@Designate(ocd = PublicListener.Config.class)
public final class PublicListener implements PublicAddress {
    private static final Logger LOG = LoggerFactory.getLogger(PublicListener.class);

    private final Server server;
    private final LiveStreams streams;
    private final UnfinishedAnswers unfinished;
    private final SecurePort secure;
    private final Budgets budgets;
    private final PublicConnectors connectors;
    private final List<AutoCloseable> guards;
    private final Runnable leaving;
    private final URI base;
    private final boolean configured;
    private ServiceRegistration<Doors> registration;

    /** Settings of the public listener. */
    @ObjectClassDefinition(name = "Groundswell edge: public listener")
    public @interface Config {
        @AttributeDefinition(description = "Address to listen on; 0.0.0.0 for all")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "Port to listen on, 1 to 65535", min = "1", max = "65535")
        int port() default 8080;

        @AttributeDefinition(description = "Port for TLS and HTTP/2, 1 to 65535; 0: none. With it the other port only"
                + " sends visitors here", min = "0", max = "65535")
        int tlsPort() default 0;

        @AttributeDefinition(description = "The site's certificate and its chain in PEM, used anew when it changes")
        String certificate() default "conf/tls/certificate.pem";

        @AttributeDefinition(description = "The certificate's private key in PEM (PKCS #8), without a password")
        String certificateKey() default "conf/tls/key.pem";

        @AttributeDefinition(required = false, description = "What visitors and payment gateways type, as "
                + "https://give.example; empty: the address and port above")
        String publicUrl() default "";

        @AttributeDefinition(description = "Whether a proxy in front says who the visitor is, in the header below."
                + " Nobody may reach this port past it")
        boolean behindProxy() default false;

        @AttributeDefinition(description = "The one header that says who the visitor is, behind a proxy:"
                + " X-Forwarded-For, Forwarded, X-Real-IP, CF-Connecting-IP or what yours writes. Others are ignored")
        String visitorHeader() default "X-Forwarded-For";

        @AttributeDefinition(description = "How many proxies of yours add to that header; the visitor is counted from"
                + " its right end", min = "1", max = "10")
        int trustedProxies() default 1;

        @AttributeDefinition(description = "Whether each connection begins with a line of HAProxy's PROXY protocol,"
                + " version 1 or 2, that says whose it is; then one without is closed")
        boolean proxyProtocol() default false;

        @AttributeDefinition(description = "Seconds after which an idle connection is closed", min = "5", max = "600")
        int idleSeconds() default 30;

        @AttributeDefinition(description = "Requests that may be in servlets at the same time; more get a 503",
                min = "1", max = "100000")
        int maxServletRequests() default 1000;

        @AttributeDefinition(description = "Largest request body in bytes; more gets a 413", min = "1024",
                max = "104857600")
        int maxBodyBytes() default 65536;

        @AttributeDefinition(description = "Live streams that may be open; more get a 503. Each takes 4 kB of the heap",
                min = "0", max = "1000000")
        int maxStreams() default 10000;

        @AttributeDefinition(description = "Connections that may be open, half as many with tlsPort; more wait until one"
                + " is closed. Each takes 4 kB of the heap, with TLS 9, live streams included", min = "10",
                max = "1000000")
        int maxConnections() default 15000;
    }

    @Activate
    public PublicListener(BundleContext context, @Reference SnapshotStore store, @Reference ServletPort port,
            @Reference SecurityHeaders security, @Reference Observers observers, @Reference Arrivals arrivals,
            @Reference Budgets budgets, @Reference NodeStart start, @Reference Departure departure,
            @Reference Succession succession, Config config) throws Exception {
        this.budgets = budgets;
        base = SiteAddress.of(config);
        configured = !config.publicUrl().isBlank();
        connectors = new PublicConnectors(config);
        NodeFolder node = NodeFolder.of(context);
        secure = config.tlsPort() == 0 ? null
                : new SecurePort(new PemFiles(node.resolve(config.certificate()), node.resolve(config.certificateKey())));
        streams = new LiveStreams(store, budgets.streams(config.maxStreams()), departure::isOver);
        leaving = departure.onMove(streams::moveOn);
        server = new Server(threads(), null, WatchedConnector.buffers(Budgets.BUFFER_BYTES));
        server.setErrorHandler(new ErrorPages(store, security));
        var door = new ServletDoor();
        var dispatch = new ServletDispatch(port, start, door, budgets.servletRequests(config.maxServletRequests()),
                budgets.slowReaders());
        var servlets = new WholeBody(config.maxBodyBytes(), budgets.bodies(), new WellFormed(dispatch));
        servlets.setServer(server);
        server.addBean(servlets);
        var held = new HeldRequests(budgets.heads(), !config.behindProxy());
        unfinished = new UnfinishedAnswers(store::isPublished, budgets.oldVersionsBytes());
        Handler site = new PublicHandler(store, streams, security, observers, arrivals, start, budgets.bodies(),
                unfinished, held, dispatch, servlets);
        var line = new TurnLine(server.getThreadPool());
        var whole = new PendingAnswers(secure == null ? site : new ToSecurePort(base, site), budgets.slowReaders());
        server.setHandler(new Turns(new LeavingRequests(whole, departure), line));
        var ready = new ReadyPages(store, security, observers, arrivals, unfinished, departure);
        connectors.addTo(server, ready, secure, budgets, held, line);
        // A crowd of connections must not take the memory that donations need.
        server.addBean(new NetworkConnectionLimit(connectors.most(), server.getConnectors()));
        guards = guards(config);
        var doors = new ListenerDoors(succession, server, port, door, departure, () -> {
            start.beginAgain();
            store.beginAgain();
        });
        start(config);
        if (secure != null && succession.isWaiting()) {
            secure.practise();
        }
        registration = context.registerService(Doors.class, doors, null);
    }

    @Deactivate
    void stop() throws Exception {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (secure != null) {
            secure.close();
        }
        for (AutoCloseable guard : guards) {
            guard.close();
        }
        leaving.run();
        streams.close();
        unfinished.close();
        server.stop();
        server.destroy();
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    private void start(Config config) throws Exception {
        try {
            takeEarlyPort();
            server.start();
        } catch (IOException e) {
            stop();
            throw new IOException("Cannot listen on " + SiteAddress.literal(config.host()) + ":" + config.port()
                    + " (" + e.getMessage() + "). Set 'host' and 'port' in conf/org.groundswell.edge.listener.cfg to an"
                    + " address of this machine and a free port", e);
        }
        LOG.info("The site is at {}/", base);
    }

    /** While the framework started, visitors were answered there; none of them finds it closed in between. */
    private void takeEarlyPort() throws IOException {
        var connector = (ServerConnector) server.getConnectors()[0];
        ServerSocketChannel early =
                FirstLight.portAt(new InetSocketAddress(connector.getHost(), connector.getPort()));
        if (early != null) {
            connector.open(early);
        }
    }

    /** Who keeps visitors from holding more than their share of connections. */
    private List<AutoCloseable> guards(Config config) {
        Connector[] all = server.getConnectors();
        // A proxy's connections all come from its own address.
        boolean byAddress = !config.behindProxy() && !config.proxyProtocol();
        var handshakes = budgets.handshakes(byAddress);
        Arrays.stream(all).forEach(each -> ((ServerConnector) each).addBean(handshakes));
        return List.of(handshakes, new SlowHeads(all, connectors.most() / 2),
                new ScarcePlaces(all, connectors.most(), byAddress));
    }

    private static QueuedThreadPool threads() {
        var pool = new QueuedThreadPool(16, 4);
        pool.setName("edge");
        pool.setDaemon(true);
        return pool;
    }
}
