package org.groundswell.kernel.switchboard;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.groundswell.kernel.api.PortUnavailableException;

/** What a consumer holds instead of a provider: each call goes through the gate. */
final class PortCall implements InvocationHandler {
    private static final String RETRY_SECONDS = "2";

    private final String name;
    private final Gate gate;
    private volatile ServletConfig servletConfig;

    PortCall(String name, Gate gate) {
        this.name = name;
        this.gate = gate;
    }

    /** What the servlet container gave to the servlet, or null while it has not. */
    ServletConfig servletConfig() {
        return servletConfig;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.getDeclaringClass() == Servlet.class) {
            return ofServlet(method, arguments);
        }
        return pass(method, arguments);
    }

    private Object pass(Method method, Object[] arguments) throws Throwable {
        Gate.Entry entry = gate.enter();
        try {
            return method.invoke(((Supply) entry.visit().provider()).get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            gate.leave(entry);
        }
    }

    private Object ofServlet(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "init":
                // Providers come and go; each is initialised with this when it is fetched.
                servletConfig = (ServletConfig) arguments[0];
                return null;
            case "destroy":
                return null;
            case "getServletConfig":
                return servletConfig;
            case "getServletInfo":
                return name;
            default:
                return service(method, arguments);
        }
    }

    private Object service(Method method, Object[] arguments) throws Throwable {
        try {
            return pass(method, arguments);
        } catch (PortUnavailableException e) {
            answerUnavailable(e, arguments[1]);
            return null;
        }
    }

    /** Also where a servlet could not reach a port of its own: its visitor should come again, not see a failure. */
    private static void answerUnavailable(PortUnavailableException cause, Object response) throws IOException {
        if (!(response instanceof HttpServletResponse http) || http.isCommitted()) {
            throw cause;
        }
        http.setHeader("Retry-After", RETRY_SECONDS);
        http.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "port " + name;
        };
    }
}
