package org.groundswell.edge.listener;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Component;

/**
 * Gets hold of Felix HTTP's server, whose handlers lead to the whiteboard servlets. Felix HTTP hands it to a
 * connector factory and expects a {@link ServerConnector}; it gets one that never opens a port, because the public
 * port belongs to a server of our own and the admin port to Felix HTTP's own settings.
 */
@Component(service = {ConnectorFactory.class, ServletPort.class})
public final class ServletPort implements ConnectorFactory {
    private volatile Server server;

    @Override
    public Connector createConnector(Server felix) {
        return new SilentConnector(felix);
    }

    /** Felix HTTP's server, or null while it is not running. */
    Server server() {
        return server;
    }

    private final class SilentConnector extends ServerConnector {
        SilentConnector(Server felix) {
            super(felix, 0, 1);
            setHost("127.0.0.1");
        }

        @Override
        protected void doStart() {
            server = getServer();
        }

        @Override
        protected void doStop() {
            server = null;
        }
    }
}
