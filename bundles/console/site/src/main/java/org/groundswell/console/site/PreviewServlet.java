package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * A page as visitors would see it with the draft, for a frame of the editor's page and for nobody else: with a policy of its
 * own, under which nothing of it runs and nothing is fetched.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(PreviewServlet.PATTERN)
public final class PreviewServlet extends SitePage {
    static final String PATTERN = "/site/preview";
    private static final long serialVersionUID = 1L;
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'self'; sandbox";
    /** Where the translations are looked at. */
    private static final String HOME = "home";

    private final transient SiteDesk desk;
    private final transient SiteEditing editing;

    @Activate
    public PreviewServlet(@Reference SiteDesk desk, @Reference SiteEditing editing) {
        this.desk = desk;
        this.editing = editing;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            Item item = item(sent.get("text"));
            String language = sent.get("language");
            if (!desk.languages().contains(language)) {
                throw new BadFormException(404, "language: expected one of the site's");
            }
            Optional<Draft> draft = desk.drafts().stream().filter(each -> each.item().equals(item.id())).findFirst();
            List<TextChange> changes = draft.isEmpty() ? List.of() : desk.changes(draft.get());
            try {
                Preview preview = editing.preview(item.isPage() ? item.page() : HOME, language, changes);
                send(response, "text/html", preview.policy(), preview.html());
            } catch (PageException e) {
                response.setStatus(UNPROCESSABLE);
                send(response, "text/plain", NOTHING, e.getMessage());
            }
        });
    }

    private static void send(HttpServletResponse response, String type, String policy, String text) throws IOException {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setContentType(type + "; charset=utf-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
