package org.groundswell.edge.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Felix HTTP where admins come in. Felix HTTP itself listens on all addresses unless told otherwise, so it
 * waits for these settings (framework property {@code org.apache.felix.http.require.config}).
 */
@Component(service = AdminListener.class, immediate = true, configurationPid = "org.groundswell.edge.admin")
@Designate(ocd = AdminListener.Config.class)
public final class AdminListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
    private static final String FELIX_HTTP = "org.apache.felix.http";
    private static final String HOST = "org.apache.felix.http.host";
    private static final String PORT = "org.osgi.service.http.port";

    /** Settings of the admin listener. */
    @ObjectClassDefinition(name = "Groundswell edge: admin listener")
    public @interface Config {
        @AttributeDefinition(description = "Address to listen on; keep it one that only admins reach")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "Port to listen on, 1 to 65535", min = "1", max = "65535")
        int port() default 8081;
    }

    @Activate
    public AdminListener(@Reference ConfigurationAdmin admin, Config config) throws IOException {
        Configuration present = admin.getConfiguration(FELIX_HTTP, "?");
        checkFree(present.getProperties(), config);
        present.updateIfDifferent(new Hashtable<>(Map.of(
                HOST, config.host(),
                PORT, config.port(),
                "org.apache.felix.http.jetty.virtualthreads.enable", true,
                "org.apache.felix.http.name", "admin")));
        LOG.info("The admin side is at http://{}:{}/system/console", SiteAddress.literal(config.host()),
                config.port());
    }

    /** Felix HTTP would only log it, and have given up the port before; this way the settings before come back. */
    private static void checkFree(Dictionary<String, Object> present, Config config) throws IOException {
        if (present != null && config.host().equals(present.get(HOST)) && Integer.valueOf(config.port()).equals(
                present.get(PORT))) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage()
                    + "). Set 'host' and 'port' in conf/org.groundswell.edge.admin.cfg to an address of this machine"
                    + " and a free port", e);
        }
    }
}
