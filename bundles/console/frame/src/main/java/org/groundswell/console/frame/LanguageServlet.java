package org.groundswell.console.frame;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Remembers in which language somebody reads the console. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern("/language")
public final class LanguageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int YEAR_SECONDS = 31_536_000;

    /** Made by the framework. */
    @Activate
    public LanguageServlet() {
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            if (!Texts.LANGUAGES.contains(form.get("language"))) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            response.addHeader("Set-Cookie", Languages.COOKIE + "=" + form.get("language") + "; Path="
                    + AdminContext.PATH + "; Max-Age=" + YEAR_SECONDS + "; HttpOnly; SameSite=Lax"
                    + (request.isSecure() ? "; Secure" : ""));
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", OwnAddress.orStart(form.get("to")));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }
}
