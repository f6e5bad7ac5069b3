package org.groundswell.kernel.keeper;

import java.util.ArrayList;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a bundle's components do not run, in words. */
final class ComponentProblems {
    private static final String CAUSE = "Caused by: ";

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
                    broken.add(component.name + " failed: " + reason(String.valueOf(configuration.failure)));
                }
            }
        }
        return String.join("; ", broken);
    }

    /** The innermost cause of a stack trace says most. */
    private static String reason(String trace) {
        return trace.lines().filter(line -> line.startsWith(CAUSE)).reduce((first, last) -> last)
                .map(line -> line.substring(CAUSE.length()))
                .or(() -> trace.lines().findFirst()).orElse("no reason given");
    }
}
