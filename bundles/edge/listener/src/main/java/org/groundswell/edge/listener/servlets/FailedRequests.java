package org.groundswell.edge.listener.servlets;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.groundswell.shared.forms.FormEncoding;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every servlet of both ports. A query that cannot be read is answered with 400; what a servlet throws
 * becomes an answer and a line in the log. Felix HTTP, which would see it next, writes a whole stack trace each time:
 * forty megabytes of them in three seconds, for anybody who asks.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=*)")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
@ServiceRanking(Integer.MAX_VALUE)
public final class FailedRequests implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(FailedRequests.class);
    private static final int LINES_A_SECOND = 3;

    private final VisitorLog log = new VisitorLog(LOG, LINES_A_SECOND);

    /** Made by the framework. */
    @Activate
    public FailedRequests() {
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        if (!FormEncoding.isWellFormed(asked.getQueryString(), WellFormed.MOST_FIELDS)) {
            answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            int status = status(e);
            if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                log.failed(e, "{} {}", asked.getMethod(), asked.getRequestURI());
            }
            if (!answer.isCommitted()) {
                answer.sendError(status);
            }
        }
    }

    /** Jetty says by the exception's type when it is the request that cannot be read. */
    private static int status(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof HttpException known) {
                return known.getCode();
            }
        }
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
