package org.groundswell.console.frame;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What was typed when the session had ended: its writer sees it again, and sends it or does not. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern(UnsentServlet.PATTERN)
public final class UnsentServlet extends HttpServlet {
    static final String PATTERN = "/unsent";
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient UnsentForms forms;
    private final transient Rights rights;

    @Activate
    public UnsentServlet(BundleContext context, @Reference AdminPages pages, @Reference UnsentForms forms) {
        this(pages, forms, new Rights(context));
    }

    UnsentServlet(AdminPages pages, UnsentForms forms, Rights rights) {
        this.pages = pages;
        this.forms = forms;
        this.rights = rights;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String id = FormFields.query(request).get("form");
            Optional<UnsentForms.Unsent> form = forms.find(id, request.getRemoteUser())
                    .filter(each -> Rights.include(rights.of(each.path()), request));
            if (form.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
            pages.show(request, response, UnsentServlet.class, "unsent.ftlh", Map.of(
                    "address", form.map(UnsentForms.Unsent::address).orElse(""),
                    "fields", form.map(UnsentForms.Unsent::fields).orElse(Map.of()), "id", id));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }
}
