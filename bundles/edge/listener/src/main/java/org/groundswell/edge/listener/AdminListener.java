package org.groundswell.edge.listener;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
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
        admin.getConfiguration(FELIX_HTTP, "?").updateIfDifferent(new Hashtable<>(Map.of(
                "org.apache.felix.http.host", config.host(),
                "org.osgi.service.http.port", config.port(),
                "org.apache.felix.http.jetty.virtualthreads.enable", true,
                "org.apache.felix.http.name", "admin")));
        LOG.info("The admin side is at http://{}:{}/system/console", SiteAddress.literal(config.host()),
                config.port());
    }
}
