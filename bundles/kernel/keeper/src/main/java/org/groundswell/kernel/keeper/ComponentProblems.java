package org.groundswell.kernel.keeper;

import java.util.ArrayList;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a bundle's components do not run, in words. */
final class ComponentProblems {
    private final ServiceComponentRuntime runtime;

    ComponentProblems(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** The components of the bundle that broke when they were made; "" if none did. */
    String of(Bundle bundle) {
        var broken = new ArrayList<String>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    broken.add(component.name + " failed: " + String.valueOf(configuration.failure).lines().findFirst()
                            .orElse("no reason given"));
                }
            }
        }
        return String.join("; ", broken);
    }
}
