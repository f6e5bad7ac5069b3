package org.groundswell.console.alarms;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Alarms;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Whatever the node's checks say, with what to do about it: what is wrong first, and the rest below. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.health",
        org_groundswell_admin_order = 12)
@HttpWhiteboardServletPattern(HealthPage.PATH)
public final class HealthPage extends HttpServlet {
    static final String PATH = "/health";
    /** All but those of a tag that none has: without any tag the executor takes those that it was set to. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.tags("-none");
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient HealthCheckExecutor checks;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile List<Alarms> alarms = List.of();

    @Activate
    public HealthPage(@Reference AdminPages pages, @Reference HealthCheckExecutor checks) {
        this.pages = pages;
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<HealthCheckExecutionResult> all = checks.execute(ALL).stream()
                .sorted(Comparator.comparing(HealthPage::status).reversed().thenComparing(HealthPage::name)).toList();
        pages.show(request, response, HealthPage.class, "health.ftlh", Map.of(
                // They stand at the head of the page.
                "hasAlarms", alarms.stream().anyMatch(each -> !each.now(pages.language(request)).isEmpty()),
                "wrong", all.stream().filter(each -> status(each) != Result.Status.OK).map(HealthPage::said).toList(),
                "fine", all.stream().filter(each -> status(each) == Result.Status.OK).map(HealthPage::said).toList()));
    }

    private static Map<String, Object> said(HealthCheckExecutionResult check) {
        Remedy remedy = Remedy.of(name(check));
        // What is in order beside what is not would hide it.
        List<String> words = StreamSupport.stream(check.getHealthCheckResult().spliterator(), false)
                .filter(each -> each.getStatus() != Result.Status.OK || status(check) == Result.Status.OK && !each.isDebug())
                .map(ResultLog.Entry::getMessage).toList();
        return Map.of("name", name(check), "state", status(check).name(), "words", words, "remedy", remedy.key(), "address",
                remedy.address());
    }

    private static Result.Status status(HealthCheckExecutionResult check) {
        return check.getHealthCheckResult().getStatus();
    }

    private static String name(HealthCheckExecutionResult check) {
        return check.getHealthCheckMetadata().getName();
    }
}
