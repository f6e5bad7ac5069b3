package org.groundswell.kernel.switchboard;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.kernel.api.PortUnavailableException;

/**
 * Calls of the servlet container. Servlets and filters come and go behind the port while the container sees one that
 * stays: what the container gave at {@code init} is given to each of them.
 */
final class HttpCall {
    private static final String RETRY_SECONDS = "2";

    private final Passage passage;
    private final Runnable reset;
    private volatile Object config;

    /** @param reset makes the present provider be fetched and initialised anew at its next call */
    HttpCall(Passage passage, Runnable reset) {
        this.passage = passage;
        this.reset = reset;
    }

    static boolean isDeclaredBy(Class<?> type) {
        return type == Servlet.class || type == Filter.class;
    }

    /** A {@code ServletConfig} or {@code FilterConfig}, or null while the container has given none. */
    Object config() {
        return config;
    }

    Object invoke(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "init":
                config = arguments[0];
                return null;
            case "destroy":
                reset.run();
                return null;
            case "getServletConfig":
                return config;
            case "getServletInfo":
                return passage.name();
            default:
                return serve(method, arguments);
        }
    }

    private Object serve(Method method, Object[] arguments) throws Throwable {
        try {
            Passage.Inside inside = passage.enter();
            boolean left = false;
            try {
                inside.call(method, arguments);
                if (arguments[1] instanceof HttpServletResponse http && isBroken(http)) {
                    inside.supply().broken();
                }
                left = leaveWhenComplete(inside, (ServletRequest) arguments[0]);
            } finally {
                if (!left) {
                    passage.leave(inside);
                }
            }
        } catch (PortUnavailableException e) {
            answerUnavailable(e, arguments[1]);
        }
        return null;
    }

    /** A servlet that says 503 works: it says of others that they do not. */
    private static boolean isBroken(HttpServletResponse response) {
        return response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                && response.getStatus() != HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    /** An asynchronous answer is inside until it is complete (Jakarta Servlet 6.1, section 2.3.3.3). */
    private boolean leaveWhenComplete(Passage.Inside inside, ServletRequest request) {
        if (!request.isAsyncSupported() || !request.isAsyncStarted()) {
            return false;
        }
        var departure = new Departure(passage.leaveLater(inside));
        try {
            request.getAsyncContext().addListener(departure);
        } catch (IllegalStateException e) {
            // It was completed between the two lines above.
            departure.leave();
        }
        return true;
    }

    /** Also where a servlet could not reach a port of its own: its visitor should come again, not see a failure. */
    private static void answerUnavailable(PortUnavailableException cause, Object response) throws IOException {
        if (!(response instanceof HttpServletResponse http) || http.isCommitted()) {
            throw cause;
        }
        http.setHeader("Retry-After", RETRY_SECONDS);
        http.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    /** Leaves once, however the asynchronous answer ends. */
    private static final class Departure implements AsyncListener {
        private final Runnable leave;
        private final AtomicBoolean left = new AtomicBoolean();

        Departure(Runnable leave) {
            this.leave = leave;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                leave.run();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Completion follows, by the servlet or by the container.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completion follows, by the servlet or by the container.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // A new cycle forgets the listeners of the last one.
            event.getAsyncContext().addListener(this);
        }
    }
}
