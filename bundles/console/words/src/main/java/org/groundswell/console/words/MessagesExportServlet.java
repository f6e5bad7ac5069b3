package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.groundswell.shared.tables.Csv;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The messages as a file. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(MessagesServlet.PATTERN + "/export")
public final class MessagesExportServlet extends EditorPage {
    private static final long serialVersionUID = 1L;
    private static final List<String> HEAD = List.of("message", "at", "language", "name", "e-mail", "done", "text");

    private final transient ContactMessages messages;
    private final transient Pages pages;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public MessagesExportServlet(@Reference ContactMessages messages, @Reference Pages pages, @Reference AuditLog audit) {
        this.messages = messages;
        this.pages = pages;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ZoneId zone = pages.site().zone();
        List<ContactMessage> all = messages.latest(MessagesServlet.MOST);
        Set<UUID> done = messages.done();
        audit.note(request, "message.export", "messages", "");
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"messages-"
                + LocalDate.ofInstant(clock.instant(), zone) + ".csv\"");
        // Spreadsheets take it for UTF-8 only with this mark.
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8).append('\ufeff');
        var table = new Csv(out);
        table.row(HEAD);
        for (ContactMessage each : all) {
            table.row(List.of(each.id().toString(), each.at().atZone(zone).toLocalDateTime()
                    .truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '), each.language(), each.name(),
                    each.email(), done.contains(each.id()) ? "done" : "", each.text()));
        }
        out.flush();
    }
}
