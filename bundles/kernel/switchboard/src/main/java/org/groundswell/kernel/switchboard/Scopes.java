package org.groundswell.kernel.switchboard;

import java.util.Optional;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** A port is one instance for all its consumers: what is made anew for each of them cannot be one. */
final class Scopes {
    private static final String COMPONENT = "component.name";

    private final ServiceComponentRuntime runtime;

    Scopes(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    Optional<String> objection(ServiceReference<?> reference, Bundle bundle) {
        Object scope = reference.getProperty(Constants.SERVICE_SCOPE);
        if (Constants.SCOPE_BUNDLE.equals(scope)
                && reference.getProperty(COMPONENT) instanceof String component) {
            // Declarative Services registers a factory for its singletons, too.
            ComponentDescriptionDTO description = runtime.getComponentDescriptionDTO(bundle, component);
            scope = description == null ? Constants.SCOPE_SINGLETON : description.scope;
        }
        return scope == null || Constants.SCOPE_SINGLETON.equals(scope) ? Optional.empty()
                : Optional.of("its scope is " + scope + ", and a port is one instance for all its consumers: register"
                        + " it with scope singleton, or without " + Port.PROPERTY);
    }
}
