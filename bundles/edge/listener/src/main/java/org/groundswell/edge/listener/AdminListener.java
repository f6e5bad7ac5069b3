package org.groundswell.edge.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.groundswell.edge.api.AdminAddress;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.edge.listener.tls.PemFiles;
import org.groundswell.edge.listener.tls.SecurePort;
import org.groundswell.kernel.api.handover.Succession;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says where admins come in. A plain port is Felix HTTP's own, which outlives a swap of this bundle; with TLS or behind a
 * proxy it is ours ({@link AdminServer}). Felix HTTP itself listens on all addresses unless told otherwise, so it
 * waits for these settings (framework property {@code org.apache.felix.http.require.config}).
 */
@Component(service = {AdminListener.class, AdminAddress.class}, immediate = true,
        configurationPid = "org.groundswell.edge.admin")
@Designate(ocd = AdminListener.Config.class)
public final class AdminListener implements AdminAddress {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
    private static final String FILE = "conf/org.groundswell.edge.admin.cfg";
    private static final String FELIX_HTTP = "org.apache.felix.http";
    private static final String HOST = "org.apache.felix.http.host";
    private static final String PORT = "org.osgi.service.http.port";
    private static final String LOOPBACK = "127.0.0.1";

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final URI base;
    private final boolean configured;
    private final Loop loop = Loop.of("admin-port");
    /** Null while the port is Felix HTTP's own. */
    private AdminServer server;
    private volatile String trouble = "";

    /** Settings of the admin listener. */
    @ObjectClassDefinition(name = "Groundswell edge: admin listener")
    public @interface Config {
        @AttributeDefinition(description = "Address to listen on; keep it one that only admins reach")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "Port to listen on, 1 to 65535", min = "1", max = "65535")
        int port() default 8081;

        @AttributeDefinition(description = "Port for TLS and HTTP/2, 1 to 65535; 0: none. With it the other port only"
                + " sends admins here", min = "0", max = "65535")
        int tlsPort() default 0;

        @AttributeDefinition(description = "The console's certificate and its chain in PEM, used anew when it changes")
        String certificate() default "conf/tls/certificate.pem";

        @AttributeDefinition(description = "The certificate's private key in PEM (PKCS #8), without a password")
        String certificateKey() default "conf/tls/key.pem";

        @AttributeDefinition(required = false, description = "What admins type, as https://admin.give.example; empty: the"
                + " address and port above")
        String publicUrl() default "";

        @AttributeDefinition(description = "Whether a proxy in front says who the admin is, in the header below."
                + " Nobody may reach this port past it")
        boolean behindProxy() default false;

        @AttributeDefinition(description = "The one header that says who the admin is, behind a proxy:"
                + " X-Forwarded-For, Forwarded, X-Real-IP, CF-Connecting-IP or what yours writes. Others are ignored")
        String visitorHeader() default "X-Forwarded-For";

        @AttributeDefinition(description = "How many proxies of yours add to that header; the admin is counted from"
                + " its right end", min = "1", max = "10")
        int trustedProxies() default 1;

        @AttributeDefinition(description = "Whether each connection begins with a line of HAProxy's PROXY protocol,"
                + " version 1 or 2, that says whose it is; then one without is closed")
        boolean proxyProtocol() default false;
    }

    @Activate
    public AdminListener(BundleContext context, @Reference ConfigurationAdmin admin, @Reference ServletPort port,
            @Reference Budgets budgets, @Reference Succession succession, Config config) throws Exception {
        base = SiteAddress.of(FILE, config.publicUrl(), config.host(), config.port(), config.tlsPort());
        configured = !config.publicUrl().isBlank();
        Configuration felix = admin.getConfiguration(FELIX_HTTP, "?");
        boolean isOurs = config.tlsPort() != 0 || config.behindProxy() || config.proxyProtocol();
        if (succession.isWaiting()) {
            // The process before has the port; until it hands it over, or ends, Felix HTTP has one that nobody knows.
            plain(felix, port, LOOPBACK, 0);
            port.awaitAdmin(config.host(), config.port());
            if (isOurs) {
                trouble = "the process before this one still has the port";
                loop.every(RETRY, () -> {
                    if (!succession.isWaiting()) {
                        again(() -> open(context, felix, port, budgets, config));
                    }
                });
            }
            return;
        }
        if (!port.hasInherited(config.host(), config.port())) {
            checkFree(felix.getProperties(), config, "port", config.port());
        }
        if (isOurs) {
            openOrWait(felix, port, config, () -> open(context, felix, port, budgets, config));
        } else {
            plain(felix, port, config.host(), config.port());
        }
        LOG.info("The admin side is at {}/system/console", base);
    }

    /** Opens the port, or says what is in the way. */
    @FunctionalInterface
    private interface Opening {
        AdminServer open() throws Exception;
    }

    /**
     * Settings that are changed come back where they are wrong. At a start there are none before, and visitors' servlets are
     * behind Felix HTTP, too: nobody's gift waits for the console, which answers on this machine only until it can as it should.
     */
    private void openOrWait(Configuration felix, ServletPort port, Config config, Opening opening) throws Exception {
        try {
            server = opening.open();
        } catch (Exception e) {
            if (felix.getProperties() != null && felix.getProperties().get(PORT) != null) {
                throw e;
            }
            trouble = String.valueOf(e.getMessage());
            LOG.error("The console answers on this machine only, at http://{}:{}, until this is mended: {}", LOOPBACK,
                    config.port(), trouble);
            plain(felix, port, LOOPBACK, config.port());
            loop.every(RETRY, () -> again(opening));
        }
    }

    private synchronized void again(Opening opening) {
        if (server != null || loop.isClosed()) {
            return;
        }
        try {
            server = opening.open();
            trouble = "";
            LOG.info("The console is at {} again", base);
        } catch (Exception e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    private static void plain(Configuration felix, ServletPort port, String host, int number) throws Exception {
        port.closeOthers(false);
        felix.updateIfDifferent(felix(host, number));
    }

    /** Why the console is not where the settings want it; nothing while it is. */
    Optional<String> trouble() {
        return Optional.of(trouble).filter(each -> !each.isEmpty());
    }

    @Deactivate
    synchronized void stop() throws Exception {
        loop.close();
        if (server != null) {
            server.stop();
        }
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    /** What may be wrong is found before Felix HTTP gives up its port, so that the settings before come back. */
    private AdminServer open(BundleContext context, Configuration felix, ServletPort port, Budgets budgets,
            Config config) throws Exception {
        SecurePort secure = null;
        if (config.tlsPort() != 0) {
            checkFree(felix.getProperties(), config, "tlsPort", config.tlsPort());
            var node = NodeFolder.of(context);
            secure = new SecurePort(new PemFiles(node.resolve(config.certificate()), node.resolve(config.certificateKey())));
        }
        // It wants one of its own, whatever it is: one that nobody knows, closed as soon as it opens.
        felix.updateIfDifferent(felix(LOOPBACK, 0));
        port.closeOthers(true);
        return AdminServer.started(config, base, secure, port, budgets);
    }

    private static Dictionary<String, Object> felix(String host, int port) {
        return new Hashtable<>(Map.of(
                HOST, host,
                PORT, port,
                "org.apache.felix.http.jetty.virtualthreads.enable", true,
                "org.apache.felix.http.name", "admin"));
    }

    /** Felix HTTP would only log it, and have given up the port before; this way the settings before come back. */
    private static void checkFree(Dictionary<String, Object> felix, Config config, String key, int port)
            throws IOException {
        if (felix != null && config.host().equals(felix.get(HOST)) && Integer.valueOf(port).equals(felix.get(PORT))) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), port));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Cannot listen on " + config.host() + ":" + port + " (" + e.getMessage()
                    + "). Set 'host' and '" + key + "' in " + FILE + " to an address of this machine and a free port", e);
        }
    }
}
