package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;

/** A port of servlets and filters, and what a container asks it. */
abstract class HttpPort {
    static final long DRAIN = TimeUnit.SECONDS.toNanos(20);

    final Gate gate = Fake.gate("test", TimeUnit.MILLISECONDS.toNanos(300), 10);
    final CallDispatcher dispatcher = new CallDispatcher("test", gate, new Blame());
    final HttpCall http = new HttpCall(dispatcher, () -> { });
    final List<String> heard = new ArrayList<>();
    final Bundle consumer = Fake.bundle("org.apache.felix.http", 1);
    final ServletConfig config = Fake.of(ServletConfig.class, Map.of("getInitParameter",
            (proxy, method, arguments) -> "given " + arguments[0], "getServletContext",
            (proxy, method, arguments) -> Fake.of(ServletContext.class, Map.of())));
    final HttpServletRequest request = Fake.of(HttpServletRequest.class, Map.of());

    <T> T standIn(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                new PortCall(dispatcher, http, consumer)));
    }

    Servlet servlet(String name) {
        return Fake.of(Servlet.class, Map.of("init", init(name + " init"), "service",
                (proxy, method, arguments) -> {
                    heard.add(name + " service");
                    return null;
                }, "destroy", (proxy, method, arguments) -> {
                    heard.add(name + " destroy");
                    return null;
                }));
    }

    /** What the container gave, with the provider's own context. */
    InvocationHandler init(String word) {
        return (proxy, method, arguments) -> {
            assertEquals("given x", arguments[0] instanceof ServletConfig servlet ? servlet.getInitParameter("x")
                    : ((FilterConfig) arguments[0]).getInitParameter("x"));
            heard.add(word);
            return null;
        };
    }

    InvocationHandler hear(String word, Object expected) {
        return (proxy, method, arguments) -> {
            assertSame(expected, arguments[0]);
            heard.add(word);
            return null;
        };
    }

    static HttpServletResponse response(Map<String, Object> answered) {
        return Fake.of(HttpServletResponse.class, Map.of("sendError", (proxy, method, arguments) -> {
            answered.put("sendError", arguments[0]);
            return null;
        }, "setHeader", (proxy, method, arguments) -> {
            answered.put("setHeader", arguments[0] + ": " + arguments[1]);
            return null;
        }, "getStatus", (proxy, method, arguments) -> 200));
    }

    /** A request whose answer goes on after the call; who listens to that is told. */
    static HttpServletRequest asynchronous(CompletableFuture<AsyncListener> listener) {
        AsyncContext async = Fake.of(AsyncContext.class, Map.of("addListener", (proxy, method, arguments) -> {
            listener.complete((AsyncListener) arguments[0]);
            return null;
        }));
        return Fake.of(HttpServletRequest.class, Map.of(
                "isAsyncSupported", (proxy, method, arguments) -> true,
                "isAsyncStarted", (proxy, method, arguments) -> true,
                "getAsyncContext", (proxy, method, arguments) -> async));
    }
}
