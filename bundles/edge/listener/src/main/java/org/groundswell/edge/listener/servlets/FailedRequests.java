package org.groundswell.edge.listener.servlets;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalInt;
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
 * becomes an answer and, unless it is the visitor's doing, a line in the log. Felix HTTP, which would see it next, writes a
 * whole stack trace each time: forty megabytes of them in three seconds, for anybody who asks.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=*)")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
@ServiceRanking(Integer.MAX_VALUE)
public final class FailedRequests implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(FailedRequests.class);
    private static final int LINES_A_SECOND = 3;

    private final Logger details;
    private final VisitorLog log;

    /** Made by the framework. */
    @Activate
    public FailedRequests() {
        this(LOG);
    }

    FailedRequests(Logger logger) {
        details = logger;
        log = new VisitorLog(logger, LINES_A_SECOND);
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
        HttpServletRequest watched = SentParts.watched(asked);
        try {
            chain.doFilter(watched, response);
        } catch (IOException | ServletException | RuntimeException e) {
            OptionalInt visitors = VisitorsPart.status(e, answer.isCommitted());
            OptionalInt known = visitors.isPresent() ? visitors : SentParts.problem(watched);
            if (known.isPresent()) {
                details.debug("A visitor went, or sent what cannot be read", e);
            } else {
                log.failed(e, "{} {}", asked.getMethod(), asked.getRequestURI());
            }
            if (!answer.isCommitted()) {
                answer.sendError(known.orElse(HttpServletResponse.SC_INTERNAL_SERVER_ERROR));
            }
        }
    }
}
