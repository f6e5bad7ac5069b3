package org.groundswell.kernel.health;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.FailedServletDTO;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;

/** Whether a donor's requests find their servlets, and whether two bundles want the same path. */
@Component(property = {HealthCheck.NAME + "=servlets", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class PublicServletsCheck implements HealthCheck {
    private static final List<String> NEEDED = List.of("/donations", "/payments/*");

    private final HttpServiceRuntime runtime;
    private final Ports ports;

    @Activate
    public PublicServletsCheck(@Reference HttpServiceRuntime runtime, @Reference Ports ports) {
        this.runtime = runtime;
        this.ports = ports;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        RuntimeDTO now = runtime.getRuntimeDTO();
        Set<String> patterns = new HashSet<>();
        Arrays.stream(now.servletContextDTOs).filter(context -> context.name.equals(PublicServlet.CONTEXT))
                .flatMap(context -> Arrays.stream(context.servletDTOs)).filter(this::isProvided)
                .forEach(servlet -> patterns.addAll(List.of(servlet.patterns)));
        for (String needed : NEEDED) {
            if (!patterns.contains(needed)) {
                log.temporarilyUnavailable("No servlet answers {}", needed);
            }
        }
        for (FailedServletDTO failed : now.failedServletDTOs) {
            log.warn("Servlet {} is not served at {}: another one has the path, or it failed (reason {} of"
                    + " DTOConstants)", failed.name, List.of(failed.patterns), failed.failureReason);
        }
        log.info("{} paths are served by servlets", patterns.size());
        return new Result(log);
    }

    /** A port keeps its path while its provider is away; a servlet that is no port is there or not. */
    private boolean isProvided(ServletDTO servlet) {
        return ports.list().stream().filter(port -> port.name().equals(servlet.name)).allMatch(PortStatus::isProvided);
    }
}
