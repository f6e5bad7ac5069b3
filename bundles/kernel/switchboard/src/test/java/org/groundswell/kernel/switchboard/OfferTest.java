package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.ports.Port;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

public class OfferTest {
    private final Bundle bundle = Fake.bundle("org.example", 1);

    @Test
    public void eachInstanceOfAFactoryIsAPortOfItsOwn() {
        assertEquals("pay", Offer.port(service(Map.of(Port.PROPERTY, "pay", "service.pid", "org.example.single"))));
        for (Object pid : List.of("org.example.fac~one", new String[] {"org.example", "org.example.fac~one"},
                List.of("org.example", "org.example.fac~one"))) {
            assertEquals("pay~one", Offer.port(service(Map.of(Port.PROPERTY, "pay", "service.factoryPid",
                    "org.example.fac", "service.pid", pid))));
        }
        assertEquals("as a console names them", "pay~org.example.fac.17-4", Offer.port(service(Map.of(Port.PROPERTY,
                "pay", "service.factoryPid", "org.example.fac", "service.pid", "org.example.fac.17-4"))));
    }

    @Test
    public void onlyOneInstanceForAllIsAPort() {
        assertEquals(Optional.empty(), objection("singleton", null));
        assertEquals(Optional.empty(), objection("bundle", "singleton"));
        assertEquals("its scope is bundle", objection("bundle", null).orElseThrow().split(",")[0]);
        assertEquals("its scope is bundle", objection("bundle", "bundle").orElseThrow().split(",")[0]);
        assertEquals("its scope is prototype", objection("prototype", "prototype").orElseThrow().split(",")[0]);
    }

    /** @param component the scope that a component says it has, or null where it is none */
    private Optional<String> objection(String scope, String component) {
        var description = new ComponentDescriptionDTO();
        description.scope = component;
        var scopes = new Scopes(Fake.of(ServiceComponentRuntime.class, Map.of("getComponentDescriptionDTO",
                (proxy, method, arguments) -> description)));
        return scopes.objection(service(component == null ? Map.of("service.scope", scope)
                : Map.of("service.scope", scope, "component.name", "org.example.Component")), bundle);
    }

    private static ServiceReference<?> service(Map<String, Object> properties) {
        return Fake.of(ServiceReference.class, Map.of("getProperty",
                (proxy, method, arguments) -> properties.get(arguments[0])));
    }
}
