package org.groundswell.console.frame;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What is left over below {@code /admin}: the way to the first page, and the word that there is no such page. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern("/*")
public final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public RestServlet() {
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null || request.getPathInfo().equals("/")) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", AdminContext.PATH + StartServlet.PATTERN);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
