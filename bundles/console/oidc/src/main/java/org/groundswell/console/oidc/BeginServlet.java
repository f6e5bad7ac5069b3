package org.groundswell.console.oidc;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Sends a browser to the provider. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern(BeginServlet.PATTERN)
public final class BeginServlet extends HttpServlet {
    static final String PATTERN = "/sign-in/openid";
    private static final long serialVersionUID = 1L;

    private final transient OpenIdConnect openId;
    private final transient ProblemPage problems;

    @Activate
    public BeginServlet(@Reference AdminPages pages, @Reference OpenIdConnect openId) {
        this.openId = openId;
        this.problems = new ProblemPage(pages, openId);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            OpenIdConnect.Beginning begun = openId.begin(FormFields.query(request).get("to"));
            BrowserCookie.set(request, response, begun.cookie());
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", begun.provider().toString());
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (SignInException e) {
            problems.show(request, response, e);
        }
    }
}
