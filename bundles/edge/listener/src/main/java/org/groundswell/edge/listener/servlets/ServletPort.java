package org.groundswell.edge.listener.servlets;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Component;

/**
 * Gets hold of Felix HTTP's server, whose handlers lead to the whiteboard servlets. Felix HTTP hands it to a
 * connector factory and expects a {@link ServerConnector}; it gets one that never opens a port, because the public
 * port belongs to a server of our own and the admin port to another one or to Felix HTTP's own settings.
 */
@Component(service = {ConnectorFactory.class, ServletPort.class})
public final class ServletPort implements ConnectorFactory {
    private volatile Server server;
    private volatile boolean open;
    private volatile boolean alone;
    private volatile InetSocketAddress awaited;
    /** Has a socket that another process opened there; as soon as Felix HTTP starts anew it is another one's, or nobody's. */
    private volatile ServerConnector inherited;

    @Override
    public Connector createConnector(Server felix) {
        return new SilentConnector(felix);
    }

    /** Whether there is a servlet for whatever has no other; without it, Felix HTTP answers in its own look. */
    void open(boolean now) {
        open = now;
    }

    /** Whether the ports that Felix HTTP itself opens are closed, now and whenever it opens one. */
    public void closeOthers(boolean now) throws Exception {
        alone = now;
        Server running = server;
        if (alone && running != null) {
            closeOthers(running);
        }
    }

    private static void closeOthers(Server felix) throws Exception {
        for (Connector each : felix.getConnectors()) {
            if (!(each instanceof SilentConnector)) {
                each.stop();
                felix.removeConnector(each);
            }
        }
    }

    /** Felix HTTP's server, or null while it is not running. */
    Server running() {
        return server;
    }

    /** Felix HTTP's server, or null while it is not running or not open. */
    Server server() {
        return open ? server : null;
    }

    /** The connector that Felix HTTP has made for admins, or null while there is none. */
    public ServerConnector admin() {
        Server felix = server;
        return felix == null ? null : Arrays.stream(felix.getConnectors())
                .filter(each -> each instanceof ServerConnector && !(each instanceof SilentConnector))
                .map(ServerConnector.class::cast).findFirst().orElse(null);
    }

    /** Where the process before has the admin port, in one that waits for it. */
    public void awaitAdmin(String host, int number) {
        awaited = InetSocketAddress.createUnresolved(host, number);
    }

    /** The connector that admins come to has the socket of the process before from now on. */
    public void inherited(ServerConnector admin) {
        inherited = admin;
    }

    /** Whether this process itself listens there, with a socket of the process before: Felix HTTP's settings do not say so. */
    public boolean hasInherited(String host, int number) {
        ServerConnector admin = inherited;
        return admin != null && admin == admin() && admin.isOpen()
                && InetSocketAddress.createUnresolved(host, number).equals(awaited);
    }

    private final class SilentConnector extends ServerConnector {
        SilentConnector(Server felix) {
            super(felix, 0, 1);
            setHost("127.0.0.1");
        }

        @Override
        protected void doStart() throws Exception {
            server = getServer();
            if (alone) {
                closeOthers(server);
            }
        }

        @Override
        protected void doStop() {
            server = null;
        }
    }
}
