package org.groundswell.kernel.health;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
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

    private final BundleContext context;
    private final HttpServiceRuntime runtime;
    private final Ports ports;

    @Activate
    public PublicServletsCheck(BundleContext context, @Reference HttpServiceRuntime runtime, @Reference Ports ports) {
        this.context = context;
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
        for (FailedServletDTO failed : failed(now)) {
            log.warn("Servlet {} is not served at {}: another one has the path, or it failed (reason {} of"
                    + " DTOConstants)", failed.name, List.of(failed.patterns), failed.failureReason);
        }
        log.info("{} paths are served by servlets", patterns.size());
        return new Result(log);
    }

    /**
     * Each once. Felix HTTP goes on naming servlets whose context was away for a moment, though it serves them again, and
     * those that are gone for good.
     */
    private Collection<FailedServletDTO> failed(RuntimeDTO now) {
        Set<Long> served = Arrays.stream(now.servletContextDTOs).flatMap(each -> Arrays.stream(each.servletDTOs))
                .map(each -> each.serviceId).collect(Collectors.toSet());
        return Arrays.stream(now.failedServletDTOs)
                .filter(each -> !served.contains(each.serviceId) && isRegistered(each.serviceId))
                .collect(Collectors.toMap(each -> each.serviceId, each -> each, (one, _) -> one, TreeMap::new)).values();
    }

    private boolean isRegistered(long service) {
        try {
            return context.getAllServiceReferences(null, "(" + Constants.SERVICE_ID + "=" + service + ")") != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A port keeps its path while its provider is away; a servlet that is no port is there or not. */
    private boolean isProvided(ServletDTO servlet) {
        return ports.list().stream().filter(port -> port.name().equals(servlet.name)).allMatch(PortStatus::isProvided);
    }
}
