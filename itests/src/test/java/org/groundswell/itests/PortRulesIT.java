package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.Ports;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Services that become ports, are ports, and cannot be ports, as their consumers see them in the registry. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PortRulesIT {
    @Inject
    private BundleContext context;
    @Inject
    private Ports ports;
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final ServiceListener listener = event -> events.add(
            (event.getType() == ServiceEvent.REGISTERED ? "REGISTERED "
                    : event.getType() == ServiceEvent.UNREGISTERING ? "UNREGISTERING " : "MODIFIED ")
                    + event.getServiceReference().getProperty(Constants.SERVICE_ID));

    /** What is provided here. */
    public interface Greeting {
        String greet();

        default Greeting self() {
            return this;
        }
    }

    /** What may be provided with it. */
    public interface Farewell {
        String leave();
    }

    private record Host(String name) implements Greeting, Farewell {
        @Override
        public String greet() {
            return "hello from " + name;
        }

        @Override
        public String leave() {
            return "goodbye from " + name;
        }
    }

    @Configuration
    public Option[] node() throws Exception {
        return ContainerNode.shipped("portrules", Map.of("org.groundswell.kernel.switchboard",
                List.of("holdMillis = 300", "drainMillis = 2000"),
                // The test's own bundle is not to be judged by what it tries.
                "org.groundswell.kernel.keeper", List.of("probationMillis = 0")));
    }

    @After
    public void unregister() {
        context.removeServiceListener(listener);
        for (ServiceRegistration<?> each : registered) {
            try {
                each.unregister();
            } catch (IllegalStateException e) {
                // The test has unregistered it already.
                continue;
            }
        }
        Await.until("no port of a test is left", () -> ports.list().stream().noneMatch(
                port -> port.name().startsWith("rules.")));
    }

    @Test
    public void aServiceThatGetsTheMarkLaterStaysUntilItsConsumersSeeItsEnd() throws Exception {
        listen(Greeting.class);
        var service = register(new Host("a"), null, 0, Greeting.class);
        Object id = service.getReference().getProperty(Constants.SERVICE_ID);
        service.setProperties(properties("rules.late", 0));
        assertEquals("still there", "hello from a", greeting().greet());
        assertTrue(ports.refused().toString(), ports.refused().stream().anyMatch(
                each -> each.port().equals("rules.late") && each.reason().contains("got it later")));
        service.unregister();
        assertEquals(List.of("REGISTERED " + id, "MODIFIED " + id, "UNREGISTERING " + id), events);
        assertEquals(List.of(), ports.refused());
    }

    @Test
    public void aServiceThatLosesTheMarkLeavesThePortAndArrivesAsItself() throws Exception {
        var service = register(new Host("b"), "rules.lost", 0, Greeting.class);
        ServiceReference<Greeting> standIn = context.getServiceReference(Greeting.class);
        assertEquals("rules.lost", standIn.getProperty(Port.SWITCHED));
        service.setProperties(new Hashtable<>());
        assertEquals("the stand-in has gone", null, standIn.getBundle());
        assertSame(service.getReference(), context.getServiceReference(Greeting.class));
        assertEquals("hello from b", greeting().greet());
    }

    @Test
    public void aPortThatIsRenamedIsAnotherPort() throws Exception {
        var service = register(new Host("c"), "rules.old", 0, Greeting.class);
        ServiceReference<Greeting> old = context.getServiceReference(Greeting.class);
        service.setProperties(properties("rules.new", 0));
        assertEquals(null, old.getBundle());
        assertEquals("rules.new", context.getServiceReference(Greeting.class).getProperty(Port.SWITCHED));
        assertEquals("hello from c", greeting().greet());
    }

    @Test
    public void onePortIsOneProviderForAllItsInterfaces() throws Exception {
        var whole = register(new Host("whole"), "rules.one", 0, Greeting.class, Farewell.class);
        register(new Host("half"), "rules.one", 10, Greeting.class);
        assertEquals(1, context.getServiceReferences(Greeting.class, null).size());
        assertEquals("hello from whole", greeting().greet());
        assertTrue(ports.refused().getFirst().reason(), ports.refused().getFirst().reason().contains("Farewell"));
        register(new Host("better"), "rules.one", 20, Farewell.class, Greeting.class);
        assertEquals("hello from better", greeting().greet());
        whole.unregister();
        registered.getLast().unregister();
        Await.until("what is left gets its turn", () -> greeting().greet().equals("hello from half"));
        assertEquals(List.of(), ports.refused());
    }

    @Test
    public void aVersionWithOneInterfaceMoreIsTheSamePort() throws Exception {
        register(new Host("old"), "rules.more", 0, Greeting.class).unregister();
        register(new Host("new"), "rules.more", 0, Greeting.class, Farewell.class);
        assertEquals(1, context.getServiceReferences(Greeting.class, null).size());
        assertEquals("hello from new", greeting().greet());
        assertNotNull(context.getServiceReference(Farewell.class));
        assertEquals(1, ports.list().stream().filter(port -> port.name().equals("rules.more")).count());
    }

    @Test
    public void whatIsMadeForEachConsumerIsRefusedInASentence() throws Exception {
        register(new PrototypeServiceFactory<Greeting>() {
            @Override
            public Greeting getService(Bundle bundle, ServiceRegistration<Greeting> registration) {
                return new Host("for " + bundle);
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<Greeting> registration, Greeting service) {
                // Nothing to give back.
            }
        }, "rules.prototype", 0, Greeting.class);
        assertEquals(null, context.getServiceReference(Greeting.class));
        assertTrue(ports.refused().getFirst().reason().contains("scope is prototype"));
    }

    @Test
    public void instancesOfAFactoryArePortsOfTheirOwn() throws Exception {
        for (String account : List.of("one", "two")) {
            Dictionary<String, Object> properties = properties("rules.account", 0);
            properties.put("service.factoryPid", "org.example.account");
            properties.put(Constants.SERVICE_PID, "org.example.account~" + account);
            registered.add(context.registerService(Greeting.class, new Host(account), properties));
        }
        assertEquals(2, context.getServiceReferences(Greeting.class, null).size());
        assertEquals(List.of("rules.account~one", "rules.account~two"), ports.list().stream().map(port -> port.name())
                .filter(name -> name.startsWith("rules.")).sorted().toList());
    }

    @Test
    public void aProviderThatReturnsItselfDoesNotLeadPastItsPort() throws Exception {
        var service = register(new Host("d"), "rules.self", 0, Greeting.class);
        Greeting port = greeting();
        assertSame(port, port.self());
        service.unregister();
    }

    @Test
    public void aServletHasTheClassesAndResourcesOfItsOwnBundle() throws Exception {
        Dictionary<String, Object> properties = properties("identity", 0);
        properties.put("osgi.http.whiteboard.servlet.pattern", "/identity");
        properties.put("osgi.http.whiteboard.context.select", PublicServlet.SELECT);
        registered.add(context.registerService(Servlet.class, new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                try (InputStream manifest = getServletContext().getResourceAsStream("/META-INF/MANIFEST.MF")) {
                    response.getWriter().print(getServletContext().getClassLoader() == getClass().getClassLoader()
                            ? new String(manifest.readAllBytes()) : "a foreign class loader");
                }
            }
        }, properties));
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the servlet answers", () -> visitor.get("/identity").status() == 200);
        String manifest = visitor.get("/identity").body();
        assertTrue(manifest, manifest.contains("Bundle-SymbolicName: " + context.getBundle().getSymbolicName()));
        assertEquals(context.getBundle().getBundleId(), context.getServiceReferences(Servlet.class,
                "(" + Port.SWITCHED + "=identity)").iterator().next().getProperty(Port.PROVIDER));
    }

    private void listen(Class<?> type) throws Exception {
        context.addServiceListener(listener, "(" + Constants.OBJECTCLASS + "=" + type.getName() + ")");
    }

    private Greeting greeting() {
        return context.getService(context.getServiceReference(Greeting.class));
    }

    private ServiceRegistration<?> register(Object service, String port, int ranking, Class<?>... types) {
        ServiceRegistration<?> registration = context.registerService(
                Arrays.stream(types).map(Class::getName).toArray(String[]::new), service, properties(port, ranking));
        registered.add(registration);
        return registration;
    }

    private static Dictionary<String, Object> properties(String port, int ranking) {
        var properties = new Hashtable<String, Object>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        if (port != null) {
            properties.put(Port.PROPERTY, port);
        }
        return properties;
    }
}
