package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.kernel.api.ports.Port;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Providers that go while the switchboard finds out what there is, as they do when it is made anew. */
public class SwitchboardTest {
    private final List<String> told = new ArrayList<>();
    private Class<?> type = Runnable.class;
    private Servlet standIn;
    private boolean goes;
    private final AtomicReference<Bundle> provider = new AtomicReference<>(Fake.of(Bundle.class, Map.of(
            "getSymbolicName", (proxy, method, arguments) -> "org.example",
            "loadClass", (proxy, method, arguments) -> type)));
    private final ServiceReference<?> reference = Fake.of(ServiceReference.class, Map.of(
            "getBundle", (proxy, method, arguments) -> provider.get(),
            "getPropertyKeys", (proxy, method, arguments) -> propertyKeys(),
            "compareTo", (proxy, method, arguments) -> 0,
            "getProperty", (proxy, method, arguments) -> arguments[0].equals(Port.PROPERTY) ? "example"
                    : arguments[0].equals("objectClass") ? new String[] {type.getName()} : null));

    @Test
    public void aProviderThatWasGoneBeforeItWasFoundIsNotWaitedFor() throws Exception {
        provider.set(null);
        assertEquals(List.of(), switchboard().list());
    }

    @Test
    public void aProviderThatGoesWhileItIsLetInIsNotLeftBehind() throws Exception {
        var switchboard = switchboard();
        assertEquals(1, switchboard.list().size());
        // Its end was told before it was let in: nobody will tell it again.
        switchboard.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, reference));
        goes = true;
        switchboard.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference));
        assertEquals(List.of(false), switchboard.list().stream().map(port -> port.isProvided()).toList());
    }

    /** As Felix HTTP does: it ends the servlet whose registration goes. */
    @Test
    public void aServletThatIsWithdrawnDoesNotComeBackByItsOwnEnd() throws Exception {
        type = Servlet.class;
        var switchboard = switchboard();
        switchboard.stop();
        assertEquals(List.of("registered", "unregistered"), told);
        assertEquals(List.of(), switchboard.list());
    }

    private Switchboard switchboard() throws Exception {
        ServiceRegistration<?> registration = Fake.of(ServiceRegistration.class, Map.of(
                "unregister", (proxy, method, arguments) -> unregistered()));
        BundleContext context = Fake.of(BundleContext.class, Map.of(
                "registerService", (proxy, method, arguments) -> registered(registration, arguments[1]),
                "getAllServiceReferences", (proxy, method, arguments) -> new ServiceReference<?>[] {reference}));
        return new Switchboard(context, Fake.of(ServiceComponentRuntime.class, Map.of()), Fake.of(Switchboard.Config.class, Map.of(
                "holdMillis", (proxy, method, arguments) -> 5,
                "drainMillis", (proxy, method, arguments) -> 10,
                "maxWaiting", (proxy, method, arguments) -> 10)));
    }

    private ServiceRegistration<?> registered(ServiceRegistration<?> registration, Object service) throws Exception {
        // Only whoever is told of a servlet gets it.
        if (type == Servlet.class && service instanceof ServiceFactory<?> factory) {
            var servlet = (Servlet) factory.getService(Fake.bundle("org.apache.felix.http", 3), null);
            told.add("registered");
            standIn = servlet;
            servlet.init(Fake.of(ServletConfig.class, Map.of()));
        }
        return registration;
    }

    private Object unregistered() {
        if (standIn != null) {
            told.add("unregistered");
            Servlet ended = standIn;
            standIn = null;
            ended.destroy();
        }
        return null;
    }

    /** Asked for in the middle of letting it in. */
    private String[] propertyKeys() {
        if (goes) {
            provider.set(null);
        }
        return new String[] {Port.PROPERTY};
    }
}
