package org.groundswell.kernel.health;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: pages can be served. {@code /readyz/give}: gifts can be taken.
 * Each is 200 or 503; a warning is 200. Names and states only; the reasons are on the admin port.
 */
@Port(port = "kernel.health")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern({HealthServlet.ALIVE, HealthServlet.PAGES, HealthServlet.GIFTS})
public final class HealthServlet extends HttpServlet {
    static final String ALIVE = "/healthz";
    static final String PAGES = "/readyz";
    static final String GIFTS = "/readyz/give";
    private static final long serialVersionUID = 1L;

    private final transient Fitness fitness;

    @Activate
    public HealthServlet(@Reference Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HealthJson.write(report(request.getServletPath()), false, response);
    }

    private Fitness.Report report(String path) {
        return switch (path) {
            case GIFTS -> fitness.report(Fitness.Purpose.GIFTS);
            case PAGES -> fitness.report(Fitness.Purpose.PAGES);
            default -> new Fitness.Report(Result.Status.OK, List.of());
        };
    }
}
