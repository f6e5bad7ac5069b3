package org.groundswell.edge.listener.servlets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import org.groundswell.edge.api.PublicServlet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/**
 * The servlet context of the public listener. The listener puts this context's path before every path a visitor
 * asks for, so nothing outside the context can be reached from the public port; and the context answers nobody who
 * did not come through the public listener.
 */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = PublicServlet.CONTEXT, path = PublicContext.PATH)
public final class PublicContext extends ServletContextHelper {
    static final String PATH = "/public";
    static final String CAME_IN_PUBLIC = PublicServlet.CAME_IN_PUBLIC;

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(CAME_IN_PUBLIC) != null) {
            return true;
        }
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return false;
    }

    /** Nothing is served from inside bundles. */
    @Override
    public URL getResource(String name) {
        return null;
    }
}
