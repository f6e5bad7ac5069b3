package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

public class NeededPortsTest {
    private static final Set<String> NEEDED = Set.of("donations.form");
    private final ComponentConfigurationDTO form = new ComponentConfigurationDTO();
    private boolean ready;
    private int asked;

    /** A setting that only the component can judge, spoilt while the node was down: it is registered all the same. */
    @Test
    public void oneThatIsRegisteredAndCannotBeMadeIsNamedWithItsFile() {
        form.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        form.failure = "java.lang.reflect.InvocationTargetException\n\tat Somewhere\nCaused by: limits: found 'JPY 100 abc'\n";
        form.properties = Map.of("service.pid", "org.groundswell.donations.service");
        Result result = look();
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE, result.getStatus());
        assertTrue(result.toString(), result.toString().contains("conf/org.groundswell.donations.service.cfg"));
        assertTrue(result.toString(), result.toString().contains("limits: found 'JPY 100 abc'"));
    }

    @Test
    public void oneThatIsJustBeingMadeIsWaitedFor() {
        form.state = ComponentConfigurationDTO.SATISFIED;
        form.properties = Map.of();
        ready = true;
        assertEquals(Result.Status.OK, look().getStatus());
        assertTrue(asked > 2);
    }

    /** What it needs may be away, or hang: nobody knows why, and nobody can give. */
    @Test
    public void oneThatIsNotMadeInTimeIsNoProvider() {
        form.state = ComponentConfigurationDTO.SATISFIED;
        form.properties = Map.of();
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE, look().getStatus());
    }

    private Result look() {
        Bundle bundle = fake(Bundle.class, Map.of("getBundleId", 7L));
        var description = new ComponentDescriptionDTO();
        description.name = "DonationServlet";
        return new NeededPorts(fake(BundleContext.class, Map.of("getBundle", bundle)), new Ports() {
            @Override
            public List<PortStatus> list() {
                return List.of(port("donations.form", 7), port("donations.ledger", PortStatus.NOBODY), port("other", 7));
            }

            @Override
            public boolean isReady(String name) {
                return ready && name.equals("donations.form") && ++asked > 2;
            }
        }, fake(ServiceComponentRuntime.class, Map.of("getComponentDescriptionDTOs", List.of(description),
                "getComponentConfigurationDTOs", List.of(form)))).look(NEEDED);
    }

    private static PortStatus port(String name, long provider) {
        return new PortStatus(name, List.of(), provider, provider, 0, 0, 0, 0);
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, _) -> answers.get(method.getName())));
    }
}
