package org.groundswell.shared.components;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a bundle's components do not run, in words. */
public final class ComponentProblems {
    private static final String CAUSE = "Caused by: ";

    private final ServiceComponentRuntime runtime;

    public ComponentProblems(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** The components of the bundle that broke when they were made, with the files of their settings; "" if none did. */
    public String of(Bundle bundle) {
        var broken = new ArrayList<String>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    broken.add(component.name + settings(configuration) + " failed: "
                            + reason(String.valueOf(configuration.failure)));
                }
            }
        }
        return String.join("; ", broken);
    }

    /** Most that break when they are made do so on a setting, and who mends it wants to know where that is. */
    private static String settings(ComponentConfigurationDTO configuration) {
        List<String> files = pids(configuration.properties.get(Constants.SERVICE_PID)).stream()
                .map(pid -> "conf/" + pid + ".cfg").toList();
        return files.isEmpty() ? "" : " (settings: " + String.join(", ", files) + ")";
    }

    private static List<String> pids(Object value) {
        return switch (value) {
            case String one -> List.of(one);
            case String[] several -> List.of(several);
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /** The innermost cause of a stack trace says most. */
    private static String reason(String trace) {
        return trace.lines().filter(line -> line.startsWith(CAUSE)).reduce((first, last) -> last)
                .map(line -> line.substring(CAUSE.length()))
                .or(() -> trace.lines().findFirst()).orElse("no reason given");
    }
}
