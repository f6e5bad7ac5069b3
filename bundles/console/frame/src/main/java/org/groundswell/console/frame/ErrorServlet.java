package org.groundswell.console.frame;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletErrorPage;

/** Says in the frame why there is no page, and what to do. */
@Component(service = Servlet.class)
@AdminServlet
@HttpWhiteboardServletErrorPage(errorPage = {"4xx", "5xx"})
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> EXPLAINED = Set.of(403, 404, 405, 409, 413, 503);

    private final transient AdminPages pages;

    @Activate
    public ErrorServlet(@Reference AdminPages pages) {
        this.pages = pages;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        String kind = EXPLAINED.contains(status) ? Integer.toString(status) : status < 500 ? "4xx" : "5xx";
        pages.show(request, response, ErrorServlet.class, "error.ftlh", Map.of("kind", kind));
    }
}
