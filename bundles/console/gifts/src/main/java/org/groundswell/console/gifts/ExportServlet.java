package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
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

    private final transient GiftExport export;
    private final transient Choices choices;
    private final transient AuditLog audit;

    @Activate
    public ExportServlet(@Reference GiftExport export, @Reference Choices choices, @Reference AuditLog audit) {
        this.export = export;
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
            audit.note(request, "gift.export", "gifts", filters.impersonal());
            response.setContentType(format.type());
            response.setHeader("Content-Disposition", "attachment; filename=\"" + export.name(format) + "\"");
            export.write(filters.query(), format, response.getOutputStream());
        });
    }
}
