package org.groundswell.kernel.health;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: fit to serve, which is what the health checks tagged
 * {@code ready} say. Names and states only; the reasons are on the admin side.
 */
@Port(port = "kernel.health")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern({"/healthz", "/readyz"})
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HealthCheckExecutor executor;

    @Activate
    public HealthServlet(@Reference HealthCheckExecutor executor) {
        this.executor = executor;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<HealthCheckExecutionResult> results = request.getServletPath().equals("/healthz") ? List.of()
                : executor.execute(HealthCheckSelector.tags("ready"));
        var checks = new JsonArray();
        Result.Status worst = Result.Status.OK;
        for (HealthCheckExecutionResult each : results) {
            Result.Status status = each.getHealthCheckResult().getStatus();
            worst = status.compareTo(worst) > 0 ? status : worst;
            var check = new JsonObject();
            check.addProperty("name", each.getHealthCheckMetadata().getName());
            check.addProperty("status", status.name());
            checks.add(check);
        }
        var json = new JsonObject();
        json.addProperty("status", worst.name());
        json.add("checks", checks);
        boolean fit = worst == Result.Status.OK || worst == Result.Status.WARN;
        response.setStatus(fit ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(json);
    }
}
