package org.groundswell.stress;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.stress.Reports.Report;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The evening is tried out: a test is begun, watched, and laid beside the one before. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.rehearsal",
        org_groundswell_admin_order = 720)
@HttpWhiteboardServletPattern("/rehearsal")
public final class RehearsalServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;
    private static final int LATEST = 30;
    private static final String PAGE = "/admin/rehearsal";

    private final transient AdminPages pages;
    private final transient AuditLog audit;
    private final transient Tester tester;
    private final transient Reports reports;

    @Activate
    public RehearsalServlet(BundleContext context, @Reference AdminPages pages, @Reference AuditLog audit,
            @Reference Tester tester) {
        this(new Reports(NodeFolder.of(context).resolve("data/stress")), pages, audit, tester);
    }

    RehearsalServlet(Reports reports, AdminPages pages, AuditLog audit, Tester tester) {
        this.reports = reports;
        this.pages = pages;
        this.audit = audit;
        this.tester = tester;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of(), "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            switch (form.get("do")) {
                case "start" -> start(request, response, form);
                case "stop" -> {
                    audit.note(request, "rehearsal.stop", "stress", "");
                    tester.stop();
                    see(response);
                }
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void start(HttpServletRequest request, HttpServletResponse response, FormFields form) throws IOException {
        Order.Read read = Order.of(form);
        if (read.order().isEmpty()) {
            response.setStatus(UNPROCESSABLE);
            show(request, response, form.values(), read.problem());
            return;
        }
        Order order = read.order().get();
        audit.note(request, "rehearsal.start", order.target().isEmpty() ? "this node" : order.target(),
                order.visitors() + "/s, " + order.seconds() + " s");
        if (tester.start(order.options(), order.seconds())) {
            see(response);
        } else {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            show(request, response, form.values(), "running");
        }
    }

    /** Reloading the next page does nothing again. */
    private static void see(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", PAGE);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, String> typed, String problem)
            throws IOException {
        List<Report> all = reports.all().reports();
        Optional<Report> now = tester.progress();
        // One that has only begun has nothing to show yet, and the last one is not it.
        boolean isRunning = tester.isRunning();
        Report shown = now.orElse(isRunning || all.isEmpty() ? null : all.getLast());
        List<Report> earlier = isRunning || all.isEmpty() ? all : all.subList(0, all.size() - 1);
        var values = new HashMap<String, Object>();
        values.put("typed", typed);
        values.put("problem", problem);
        values.put("isRunning", isRunning);
        values.put("failure", tester.failure().orElse(""));
        values.put("mostVisitors", Order.MOST_VISITORS);
        values.put("mostSeconds", Order.MOST_SECONDS);
        if (shown != null) {
            Report before = Reports.last(earlier, shown.target());
            values.put("shown", shown(shown));
            values.put("charts", Charts.of(shown, before).stream().map(Panel::svg).collect(Collectors.joining()));
            if (before != null) {
                values.put("before", shown(before));
            }
        }
        var latest = new ArrayList<Map<String, Object>>();
        all.reversed().stream().limit(LATEST).map(RehearsalServlet::shown).forEach(latest::add);
        values.put("reports", latest);
        values.put("files", PageFiles.ADDRESSES);
        pages.show(request, response, RehearsalServlet.class, "rehearsal.ftlh", values);
    }

    /** Not of a class of ours: the template engine keeps those. */
    private static Map<String, Object> shown(Report report) {
        Result result = report.result();
        return Map.of("at", at(report), "target", report.target(), "most", report.most(), "came", result.came(), "through",
                result.wentThrough(), "donations", result.donations(), "sustained", Math.round(result.sustained() * 10) / 10.0,
                "holds", result.holds(), "gaveWay", result.gaveWay(), "errors", result.errors().values().stream()
                        .mapToInt(Integer::intValue).sum());
    }

    private static Instant at(Report report) {
        try {
            return Instant.parse(report.at());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
