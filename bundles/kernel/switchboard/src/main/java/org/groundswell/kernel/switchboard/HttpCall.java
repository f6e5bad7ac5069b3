package org.groundswell.kernel.switchboard;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.groundswell.kernel.api.ports.PortUnavailableException;

/**
 * Calls of the servlet container. Servlets and filters come and go behind the port while the container sees one that
 * stays: what the container gave at {@code init} is given to each of them.
 */
final class HttpCall {
    private static final String RETRY_SECONDS = "2";

    private final CallDispatcher dispatcher;
    private final Runnable reset;
    private volatile Object config;

    /** @param reset makes the present provider be fetched and initialised anew at its next call */
    HttpCall(CallDispatcher dispatcher, Runnable reset) {
        this.dispatcher = dispatcher;
        this.reset = reset;
    }

    static boolean isDeclaredBy(Class<?> type) {
        return type == Servlet.class || type == Filter.class;
    }

    /** A {@code ServletConfig} or {@code FilterConfig}, or null while the container has given none. */
    Object config() {
        return config;
    }

    Object invoke(Call call) throws Throwable {
        switch (call.method().getName()) {
            case "init":
                config = call.arguments()[0];
                return null;
            case "destroy":
                reset.run();
                return null;
            case "getServletConfig":
                return config;
            case "getServletInfo":
                return dispatcher.name();
            default:
                return serve(call);
        }
    }

    private Object serve(Call call) throws Throwable {
        try {
            CallDispatcher.Inside inside = dispatcher.enter(call);
            boolean left = false;
            try {
                answer(inside, call);
                left = leaveWhenComplete(inside, call);
            } finally {
                if (!left) {
                    dispatcher.leave(inside);
                }
            }
        } catch (PortUnavailableException e) {
            answerUnavailable(e, call.arguments()[1]);
        }
        return null;
    }

    private void answer(CallDispatcher.Inside inside, Call call) throws Throwable {
        Object mark = dispatcher.blame().mark();
        Outcome outcome = Outcome.BROKEN;
        try {
            call.on(inside.provider());
            // Another port that broke meanwhile is counted there.
            boolean broken = isBroken(call.arguments()[1]) && dispatcher.blame().mark() == mark;
            outcome = broken ? Outcome.BROKEN : Outcome.ANSWERED;
        } catch (PortUnavailableException e) {
            outcome = Outcome.ANSWERED;
            throw e;
        } catch (UnavailableException e) {
            // The container answers 503 to one that will be there again.
            outcome = e.isPermanent() ? dispatcher.blame().ofServlet(e) : Outcome.ANSWERED;
            throw e;
        } catch (Throwable e) {
            outcome = dispatcher.blame().ofServlet(e);
            throw e;
        } finally {
            inside.lazyProvider().calls().answered(call.method(), call.consumer(), outcome);
        }
    }

    /** A servlet that says 503 works: it says of others that they do not. */
    private static boolean isBroken(Object answer) {
        return answer instanceof HttpServletResponse response
                && response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                && response.getStatus() != HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    /** An asynchronous answer is inside until it is complete (Jakarta Servlet 6.1, section 2.3.3.3). */
    private boolean leaveWhenComplete(CallDispatcher.Inside inside, Call call) {
        var request = (ServletRequest) call.arguments()[0];
        if (!request.isAsyncSupported() || !request.isAsyncStarted()) {
            return false;
        }
        boolean counted = isBroken(call.arguments()[1]);
        Runnable leave = dispatcher.leaveLater(inside);
        var departure = new Departure(leave, counted, thrown -> inside.lazyProvider().calls().turnedOut(call.method(),
                call.consumer(), thrown == null ? Outcome.BROKEN : dispatcher.blame().ofServlet(thrown)));
        try {
            request.getAsyncContext().addListener(departure, request, (ServletResponse) call.arguments()[1]);
        } catch (IllegalStateException e) {
            // It was completed between the two lines above.
            leave.run();
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

    /** Leaves once, however the asynchronous answer ends, and tells once if it is broken. */
    private static final class Departure implements AsyncListener {
        private final Runnable leave;
        private final Consumer<Throwable> broken;
        private final AtomicBoolean told;

        /** @param broken told what was thrown, or null where there is only the answer's status */
        Departure(Runnable leave, boolean told, Consumer<Throwable> broken) {
            this.leave = leave;
            this.told = new AtomicBoolean(told);
            this.broken = broken;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            if (isBroken(event.getSuppliedResponse()) && told.compareAndSet(false, true)) {
                broken.accept(null);
            }
            leave.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Completion follows, by the servlet or by the container.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completion follows, by the servlet or by the container.
            if (event.getThrowable() != null && told.compareAndSet(false, true)) {
                broken.accept(event.getThrowable());
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // A new cycle forgets the listeners of the last one.
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }
    }
}
