package org.groundswell.console.tonight;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.Shares;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The one stream by which the page moves (server-sent events). A page that finds no place looks as it was loaded. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "finance", "operator"})
@HttpWhiteboardServletPattern("/tonight/events")
@HttpWhiteboardServletAsyncSupported
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String EVENTS = "text/event-stream";
    private static final int LATER_SECONDS = 60;

    private final transient AdminPages pages;
    private final transient EveningSource source;
    private final transient Curves curves;
    private final transient Streams streams;

    @Activate
    public LiveServlet(@Reference AdminPages pages, @Reference EveningSource source, @Reference Curves curves,
            @Reference Streams streams) {
        this.pages = pages;
        this.source = source;
        this.curves = curves;
        this.streams = streams;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!String.valueOf(request.getHeader("Accept")).contains(EVENTS)) {
            // Whoever waits for the end of an answer would wait for minutes.
            response.sendError(HttpServletResponse.SC_NOT_ACCEPTABLE);
            return;
        }
        response.setContentType(EVENTS);
        response.setCharacterEncoding("UTF-8");
        // A proxy that collects an answer before it passes it on would show nothing for minutes.
        response.setHeader("X-Accel-Buffering", "no");
        Cells cells = source.cells(pages.language(request), curves.zone(), EveningPage.seesNames(request));
        Streams.Opening opening = streams.open(request, response, () -> cells.of(source.now()));
        if (opening != Streams.Opening.OPENED) {
            response.setIntHeader("Retry-After", LATER_SECONDS);
            response.sendError(opening == Streams.Opening.FULL ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                    : Shares.TOO_MANY_REQUESTS);
        }
    }
}
