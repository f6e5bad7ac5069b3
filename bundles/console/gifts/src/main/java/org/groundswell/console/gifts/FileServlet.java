package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.servlets.BundleFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where one chooses what goes into a file, sees how far it is and cancels it. Without scripts the file comes just the same,
 * and how far it is stands on a page that loads itself again.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern({FileServlet.PATTERN, FileServlet.STATUS, FileServlet.PROGRESS, FileServlet.SCRIPT})
public final class FileServlet extends Page {
    static final String PATTERN = "/gifts/file";
    static final String STATUS = "/gifts/file/status";
    static final String PROGRESS = "/gifts/file/progress";
    static final String SCRIPT = "/gifts/file/progress.js";
    private static final long serialVersionUID = 1L;
    private static final String AGAIN_SECONDS = "3";

    private final transient AdminPages pages;
    private final transient Choices choices;
    private final transient GiftExport export;
    private final transient ExportProgress progress;
    private final transient Clock clock;

    @Activate
    public FileServlet(@Reference AdminPages pages, @Reference Choices choices, @Reference GiftExport export,
            @Reference ExportProgress progress) {
        this(pages, choices, export, progress, Clock.systemUTC());
    }

    FileServlet(AdminPages pages, Choices choices, GiftExport export, ExportProgress progress, Clock clock) {
        this.pages = pages;
        this.choices = choices;
        this.export = export;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            switch (request.getServletPath()) {
                case STATUS -> status(request, response, FormFields.query(request).get("watch"));
                case PROGRESS -> progress(request, response, FormFields.query(request).get("watch"));
                case SCRIPT -> new BundleFile(FileServlet.class, "progress.js").send(response);
                default -> show(request, response, Filters.of(FormFields.query(request), choices.site().zone()));
            }
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            String watch = FormFields.read(request).get("watch");
            progress.cancel(request.getRemoteUser(), watch);
            see(response, "/admin" + STATUS + "?watch=" + URLEncoder.encode(watch, StandardCharsets.UTF_8));
        });
    }

    private void status(HttpServletRequest request, HttpServletResponse response, String watch) throws IOException {
        var values = new HashMap<String, Object>(Map.of("watch", watch));
        progress.of(request.getRemoteUser(), watch).ifPresent(step -> {
            values.put("state", step.state().name());
            values.put("rows", step.rows());
            if (step.reached() != null) {
                values.put("reached", step.reached());
            }
            if (step.state() == ExportProgress.State.RUNNING) {
                response.setHeader("Refresh", AGAIN_SECONDS);
            }
        });
        pages.show(request, response, FileServlet.class, "status.ftlh", values);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Filters filters) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), choices.site().zone());
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate first = today.withDayOfMonth(1);
        var values = new HashMap<String, Object>();
        values.put("filters", filters.fields());
        values.put("isBehind", !export.isComplete(filters.query()));
        values.put("watch", UUID.randomUUID().toString());
        values.put("formats", FileFormat.words());
        values.put("periods", Map.of("week", period(monday.minusWeeks(1), monday), "month",
                period(first.minusMonths(1), first)));
        pages.show(request, response, FileServlet.class, "file.ftlh", values);
    }

    private static String period(LocalDate from, LocalDate after) {
        return "from=" + from + "&until=" + after.minusDays(1);
    }

    private void progress(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        ExportProgress.Step step = progress.of(request.getRemoteUser(), id).orElse(null);
        response.setContentType("application/json");
        response.getWriter().write(step == null ? "{}" : "{\"state\":\"" + step.state() + "\",\"rows\":" + step.rows()
                + (step.reached() == null ? "" : ",\"reached\":\"" + step.reached() + "\"") + "}");
    }
}
