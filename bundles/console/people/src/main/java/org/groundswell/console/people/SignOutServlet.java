package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Authenticator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Ends the session of who asks for it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern("/sign-out")
public final class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;
    private final transient AuditLog audit;

    @Activate
    public SignOutServlet(@Reference Sessions sessions, @Reference AuditLog audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // First of all: a full disk keeps nobody signed in.
        sessions.end(request, response);
        audit.note(request, "person.sign-out", request.getRemoteUser(), "");
        Door.redirect(response, Authenticator.SIGN_IN);
    }
}
