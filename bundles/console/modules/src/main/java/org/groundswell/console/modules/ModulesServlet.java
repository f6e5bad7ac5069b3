package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All modules, who uses whom, what is under way, and what was. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.modules",
        org_groundswell_admin_order = 700)
@HttpWhiteboardServletPattern("/modules")
public final class ModulesServlet extends Page {
    private static final long serialVersionUID = 1L;

    private final transient Overview overview;

    @Activate
    public ModulesServlet(@Reference Overview overview) {
        this.overview = overview;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> overview.show(request, response, since(FormFields.query(request).get("since")), ""));
    }

    private static Instant since(String text) throws BadFormException {
        if (!text.matches("[0-9]{0,15}")) {
            throw new BadFormException(400, "since: expected milliseconds since 1970");
        }
        return text.isEmpty() ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(text));
    }
}
