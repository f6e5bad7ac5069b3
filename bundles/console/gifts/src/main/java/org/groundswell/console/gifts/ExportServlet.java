package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.servlets.Shares;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The gifts of the list as a file. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/gifts/export")
public final class ExportServlet extends Page {
    private static final long serialVersionUID = 1L;
    /** Files that one person has written at the same time; each walks through the whole ledger. */
    private static final int AT_ONCE = 2;
    private static final String RETRY_SECONDS = "30";

    private final transient GiftExport export;
    private final transient ExportProgress progress;
    private final transient Choices choices;
    private final transient AuditLog audit;
    private final transient Shares shares = new Shares(AT_ONCE);

    @Activate
    public ExportServlet(@Reference GiftExport export, @Reference ExportProgress progress,
            @Reference Choices choices, @Reference AuditLog audit) {
        this.export = export;
        this.progress = progress;
        this.choices = choices;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            FileFormat format = FileFormat.of(sent.has("format") ? sent.get("format") : "csv")
                    .orElseThrow(() -> new BadFormException(400, "format: expected one of " + FileFormat.words()));
            Filters filters = Filters.of(sent, choices.site().zone());
            if (!export.isComplete(filters.query())) {
                response.setHeader("Retry-After", RETRY_SECONDS);
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
            String person = request.getRemoteUser();
            if (!shares.take(person)) {
                response.setHeader("Retry-After", RETRY_SECONDS);
                response.sendError(Shares.TOO_MANY_REQUESTS);
                return;
            }
            try {
                write(request, response, filters, format, sent.get("watch"));
            } finally {
                shares.giveBack(person);
            }
        });
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Filters filters, FileFormat format,
            String watch) throws IOException {
        audit.note(request, "gift.export", "gifts", filters.impersonal());
        response.setContentType(format.type());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + export.name(format) + "\"");
        write(filters, format, response, request.getRemoteUser(), watch);
    }

    private void write(Filters filters, FileFormat format, HttpServletResponse response, String who, String watch)
            throws IOException {
        var step = new AtomicReference<>(new ExportProgress.Step(ExportProgress.State.RUNNING, 0, null));
        progress.begin(who, watch);
        var end = ExportProgress.State.FAILED;
        try {
            export.write(filters.query(), format, response.getOutputStream(), (rows, last) -> {
                step.set(new ExportProgress.Step(ExportProgress.State.RUNNING, rows, last.pledge().at()));
                progress.put(who, watch, step.get());
                if (progress.isCancelled(who, watch)) {
                    // The browser is told by the broken connection that what it has is not whole.
                    throw new IOException("the file was cancelled by who had asked for it");
                }
            });
            end = ExportProgress.State.DONE;
        } finally {
            progress.put(who, watch, new ExportProgress.Step(end, step.get().rows(), step.get().reached()));
        }
    }
}
