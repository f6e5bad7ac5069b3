package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.ports.PortStatus;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Which provider stands in which port, without a framework. */
public class ManagedPortsTest {
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";

    private final List<String> told = new ArrayList<>();
    private final Map<Long, Bundle> bundles = new HashMap<>();
    private final BundleContext context = Fake.of(BundleContext.class, Map.of("registerService",
            (proxy, method, arguments) -> registered((String[]) arguments[0])));
    private final ManagedPorts ports = new ManagedPorts(name -> new ManagedPort(context, name,
            Fake.gate(name, TimeUnit.MILLISECONDS.toNanos(1), 1), new Blame(), () -> 1));

    /** Of an api. */
    public interface Word {
    }

    @Test
    public void twoVersionsOfAnApiAreTwoPortsOfOneName() throws Exception {
        Class<?> second = again(Word.class);
        assertNotSame(Word.class, second);
        Offer one = offer("word", 1, Word.class);
        Offer two = offer("word", 2, second);
        arrive(one);
        arrive(two);
        assertEquals(List.of(1L, 2L), providers());
        leave(two);
        assertEquals("the first is still there", List.of(1L, PortStatus.NOBODY), providers());
        arrive(two);
        assertEquals(List.of(1L, 2L), providers());
    }

    @Test
    public void theSameBundleWithTheNextVersionOfItsApiLeavesNothingBehind() throws Exception {
        Offer before = offer("word", 1, Word.class);
        arrive(before);
        leave(before);
        arrive(offer("word", 1, again(Word.class)));
        ports.forgetEnded();
        assertEquals(List.of(1L), providers());
        assertEquals("one is registered", List.of("+Word", "+Word", "-Word"), told.stream().sorted().toList());
    }

    @Test
    public void aServletThatComesBackUnderAnotherNameTakesItsPathAlong() {
        Offer before = offer("old", 1, Servlet.class);
        arrive(before);
        leave(before);
        ports.all().forEach(each -> each.endIfEmpty(0));
        assertEquals("its path stays taken", List.of(PortStatus.NOBODY), providers());
        arrive(offer("new", 1, Servlet.class));
        ports.forgetEnded();
        assertEquals(List.of(1L), providers());
    }

    private void arrive(Offer offer) {
        ports.arrive(offer).forEach(ManagedPort::publish);
    }

    private void leave(Offer offer) {
        ports.leave(offer.reference()).leave(offer.reference());
    }

    private List<Long> providers() {
        return ports.all().stream().map(port -> port.status().provider()).toList();
    }

    private Offer offer(String port, long id, Class<?> type) {
        Bundle bundle = bundles.computeIfAbsent(id, key -> Fake.bundle("org.example", key));
        ServiceReference<?> reference = Fake.of(ServiceReference.class, Map.of("getBundle",
                (proxy, method, arguments) -> bundle, "getPropertyKeys",
                (proxy, method, arguments) -> type == Servlet.class ? new String[] {PATTERN} : new String[0],
                "getProperty", (proxy, method, arguments) -> arguments[0].equals(PATTERN) ? "/path" : null));
        return new Offer(reference, bundle, port, List.of(type));
    }

    private ServiceRegistration<?> registered(String[] types) {
        String name = types[0].substring(types[0].lastIndexOf('$') + 1);
        told.add("+" + name);
        return Fake.of(ServiceRegistration.class, Map.of("unregister", (proxy, method, arguments) -> {
            told.add("-" + name);
            return null;
        }));
    }

    /** The same class, once more. */
    private static Class<?> again(Class<?> type) throws Exception {
        return new ClassLoader(type.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(type.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    Class<?> known = findLoadedClass(name);
                    byte[] bytes = in.readAllBytes();
                    return known != null ? known : defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }.loadClass(type.getName());
    }
}
