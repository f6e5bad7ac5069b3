package org.groundswell.edge.listener.servlets;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.listener.published.EncodedSnapshot;
import org.groundswell.edge.listener.published.Routes;
import org.groundswell.edge.listener.published.SnapshotStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletErrorPage;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Answers what no servlet answers, and what a servlet gives up, in the site's own look. Never shows an exception.
 */
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern("/")
@HttpWhiteboardServletErrorPage(errorPage = {"4xx", "5xx", "java.lang.Throwable"})
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final transient SnapshotStore store;
    private final transient ServletPort port;
    private final transient NodeStart start;

    @Activate
    public ErrorServlet(@Reference SnapshotStore store, @Reference ServletPort port, @Reference NodeStart start) {
        this.store = store;
        this.start = start;
        this.port = port;
    }

    @Override
    public void init() {
        port.open(true);
    }

    @Override
    public void destroy() {
        port.open(false);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int refused = statusOf(request);
        int status = start.status(refused);
        if (isNothing(request) && redirect(request, response)) {
            return;
        }
        if (status != refused) {
            // Perhaps its servlet is on the way.
            response.setHeader("Retry-After", ServletDispatch.RETRY_SECONDS);
        }
        EncodedSnapshot page = store.table().routes().error(status, path(request),
                request.getHeader("Accept-Language"));
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (page == null) {
            response.setContentType("text/plain; charset=utf-8");
            response.getWriter().println(status);
            return;
        }
        byte[] bytes = page.source().bytes();
        response.setContentType(page.source().contentType());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /**
     * Whether somebody reads at a path of no servlet, or of one that stands before all others and says that the path is
     * none of its own; what another servlet gave up is said as it is.
     */
    private static boolean isNothing(HttpServletRequest request) {
        boolean notFound = request.getDispatcherType() == DispatcherType.REQUEST
                || statusOf(request) == HttpServletResponse.SC_NOT_FOUND
                && Boolean.TRUE.equals(request.getAttribute(PublicServlet.NOT_MINE));
        return notFound && READS.contains(request.getMethod());
    }

    private boolean redirect(HttpServletRequest request, HttpServletResponse response) {
        Routes.Redirect redirect = store.table().routes().withoutLanguage(path(request), request.getQueryString(),
                request.getHeader("Accept-Language"));
        if (redirect == null) {
            return false;
        }
        response.setStatus(redirect.status());
        redirect.headers().forEach(response::setHeader);
        return true;
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static int statusOf(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            return status;
        }
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null
                ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
