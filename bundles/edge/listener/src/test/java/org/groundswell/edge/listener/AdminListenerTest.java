package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.kernel.api.handover.Succession;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Settings of the admin port in a process that has taken another one's place: its socket is not Felix HTTP's own. */
public class AdminListenerTest {
    private final ServletPort port = new ServletPort();
    private final Server felix = new Server();
    private final Server site = new Server();
    private volatile Dictionary<?, ?> settings;
    private volatile boolean waiting = true;
    private ServerSocketChannel inherited;

    @Before
    public void takeOver() throws Exception {
        inherited = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener(Map.of("port", number())).stop();
        felix.addConnector(port.createConnector(felix));
        felix.addConnector(new ServerConnector(felix));
        felix.start();
        var doors = new ListenerDoors(succession(), site, port, new ServletDoor(), new Departure(), () -> { });
        waiting = false;
        doors.openAdmin();
    }

    @After
    public void stop() throws Exception {
        felix.stop();
        site.stop();
        inherited.close();
    }

    @Test
    public void whatIsChangedAtThePortItHasIsAccepted() throws Exception {
        AdminListener changed = listener(Map.of("port", number(), "publicUrl", "https://admin.give.example"));
        assertEquals("https://admin.give.example", changed.base().toString());
        assertEquals("from now on it is Felix HTTP's own", number(), settings.get("org.osgi.service.http.port"));
        changed.stop();
    }

    @Test
    public void aPortOfSomebodyElseIsRefused() throws Exception {
        try (ServerSocketChannel other = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int taken = other.socket().getLocalPort();
            var refused = assertThrows(IOException.class, () -> listener(Map.of("port", taken)));
            assertTrue(refused.getMessage(), refused.getMessage().contains("127.0.0.1:" + taken));
        }
    }

    @Test
    public void aPortThatItHasNoMoreIsRefused() throws Exception {
        int number = number();
        // As Felix HTTP does with any new setting of its own.
        felix.stop();
        try (ServerSocketChannel _ = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number))) {
            assertThrows(IOException.class, () -> listener(Map.of("port", number)));
        }
    }

    private int number() throws IOException {
        return ((InetSocketAddress) inherited.getLocalAddress()).getPort();
    }

    private AdminListener listener(Map<String, Object> changed) throws Exception {
        Configuration configuration = fake(Configuration.class, (_, method, arguments) -> switch (method.getName()) {
            case "getProperties" -> settings;
            case "updateIfDifferent" -> {
                settings = (Dictionary<?, ?>) arguments[0];
                yield true;
            }
            default -> null;
        });
        AdminListener.Config config = fake(AdminListener.Config.class, (_, method, _) -> changed.getOrDefault(
                method.getName(), method.getDefaultValue()));
        var budgets = new Budgets(fake(Budgets.Config.class, (_, method, _) -> method.getDefaultValue()));
        return new AdminListener(null, fake(ConfigurationAdmin.class, (_, _, _) -> configuration), port, budgets,
                succession(), config);
    }

    private Succession succession() {
        return fake(Succession.class, (_, method, arguments) -> switch (method.getName()) {
            case "isWaiting" -> waiting;
            case "inherited" -> Optional.of(inherited).filter(_ -> "admin".equals(arguments[0]));
            default -> "secret";
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(AdminListenerTest.class.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
