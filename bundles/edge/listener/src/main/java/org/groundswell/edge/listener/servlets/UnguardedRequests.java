package org.groundswell.edge.listener.servlets;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.edge.api.AdminAddress;
import org.groundswell.edge.api.PublicServlet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Closes the admin port while its guard is away: for Felix HTTP a guard is something that may be missing, and what stands
 * behind it would be served to everybody's pages. Pages for visitors need none.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=*)")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
@ServiceRanking(Integer.MAX_VALUE - 1)
public final class UnguardedRequests implements Filter {
    private static final int RETRY_SECONDS = 1;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(PublicServlet.CAME_IN_PUBLIC) != null
                || request.getAttribute(AdminAddress.LOOKED_AT) != null) {
            chain.doFilter(request, response);
            return;
        }
        var answer = (HttpServletResponse) response;
        answer.setIntHeader("Retry-After", RETRY_SECONDS);
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
