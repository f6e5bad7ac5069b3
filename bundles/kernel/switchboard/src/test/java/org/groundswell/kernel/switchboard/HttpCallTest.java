package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;

public class HttpCallTest {
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(20);

    private final Gate gate = Fake.gate("test", TimeUnit.MILLISECONDS.toNanos(300), 10);
    private final CallDispatcher dispatcher = new CallDispatcher("test", gate, new Blame());
    private final HttpCall http = new HttpCall(dispatcher, () -> { });
    private final List<String> heard = new ArrayList<>();
    private final Bundle consumer = Fake.bundle("org.apache.felix.http", 1);
    private final ServletConfig config = Fake.of(ServletConfig.class, Map.of("getInitParameter",
            (proxy, method, arguments) -> "given " + arguments[0], "getServletContext",
            (proxy, method, arguments) -> Fake.of(ServletContext.class, Map.of())));
    private final HttpServletRequest request = Fake.of(HttpServletRequest.class, Map.of());

    @Test
    public void eachServletIsInitialisedAndDestroyedOnceWithWhatTheContainerGave() throws Exception {
        var standIn = standIn(Servlet.class);
        standIn.init(config);
        for (String name : List.of("one", "two")) {
            LazyProvider lazyProvider = Fake.lazyProvider(() -> servlet(name), http);
            gate.open(lazyProvider);
            standIn.service(request, response(new HashMap<>()));
            standIn.service(request, response(new HashMap<>()));
            assertEquals(0, gate.close(lazyProvider, DRAIN));
            lazyProvider.release();
        }
        assertEquals(List.of("one init", "one service", "one service", "one destroy", "two init", "two service",
                "two service", "two destroy"), heard);
        assertSame("the container's own asks", config, standIn.getServletConfig());
    }

    @Test
    public void aFilterIsAServiceLikeAnyOther() throws Exception {
        var standIn = standIn(Filter.class);
        FilterConfig filterConfig = Fake.of(FilterConfig.class, Map.of("getInitParameter",
                (proxy, method, arguments) -> "given " + arguments[0]));
        standIn.init(filterConfig);
        LazyProvider lazyProvider = Fake.lazyProvider(() -> Fake.of(
                Filter.class, Map.of(
                "init", init("init"), "doFilter", hear("doFilter", request), "destroy",
                (proxy, method, arguments) -> {
                    heard.add("destroy");
                    return null;
                })), http);
        gate.open(lazyProvider);
        standIn.doFilter(request, response(new HashMap<>()), Fake.of(FilterChain.class, Map.of()));
        gate.close(lazyProvider, DRAIN);
        lazyProvider.release();
        assertEquals(List.of("init", "doFilter", "destroy"), heard);
    }

    @Test
    public void withoutAProviderAVisitorIsToldToComeAgain() throws Exception {
        var answered = new HashMap<String, Object>();
        standIn(Servlet.class).service(request, response(answered));
        assertEquals(503, answered.get("sendError"));
        assertEquals("Retry-After: 2", answered.get("setHeader"));
        answered.clear();
        // One that cannot be made is none.
        gate.open(Fake.lazyProvider(() -> null, http));
        standIn(Servlet.class).service(request, response(answered));
        assertEquals(503, answered.get("sendError"));
    }

    @Test
    public void aProviderThatCannotBeMadeAtOnceIsWaitedFor() throws Exception {
        var asked = new AtomicInteger();
        var longer = Fake.gate("patient", DRAIN, 10);
        var patient = new CallDispatcher("patient", longer, new Blame());
        longer.open(Fake.lazyProvider(() -> asked.incrementAndGet() < 3 ? null : "made", null));
        CallDispatcher.Inside inside = patient.enter(new Call(consumer, Object.class.getMethod("toString"), null));
        assertEquals("made", inside.provider());
        patient.leave(inside);
        assertEquals(3, asked.get());
    }

    @Test
    public void anAsynchronousAnswerIsInsideUntilItIsComplete() throws Exception {
        var listener = new CompletableFuture<AsyncListener>();
        AsyncContext async = Fake.of(AsyncContext.class, Map.of("addListener", (proxy, method, arguments) -> {
            listener.complete((AsyncListener) arguments[0]);
            return null;
        }));
        HttpServletRequest started = Fake.of(HttpServletRequest.class, Map.of(
                "isAsyncSupported", (proxy, method, arguments) -> true,
                "isAsyncStarted", (proxy, method, arguments) -> true,
                "getAsyncContext", (proxy, method, arguments) -> async));
        LazyProvider lazyProvider = Fake.lazyProvider(() -> servlet("async"), http);
        gate.open(lazyProvider);
        standIn(Servlet.class).service(started, response(new HashMap<>()));
        var closed = CompletableFuture.supplyAsync(() -> gate.close(lazyProvider, DRAIN));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertFalse("still answering", closed.isDone());
        var event = new AsyncEvent(async, started, response(new HashMap<>()));
        listener.get().onTimeout(event);
        listener.get().onComplete(event);
        listener.get().onComplete(event);
        assertEquals(0, (int) closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void whatAServletBreaksIsCountedAndWhatItSaysIsNot() throws Exception {
        var status = new AtomicInteger(200);
        LazyProvider lazyProvider = Fake.lazyProvider(() -> Fake.of(
                Servlet.class, Map.of("service", (proxy, method, arguments) -> {
            if (status.get() == 0) {
                throw new IllegalStateException("broken");
            }
            return null;
        })), http);
        gate.open(lazyProvider);
        HttpServletResponse response = Fake.of(HttpServletResponse.class, Map.of("getStatus",
                (proxy, method, arguments) -> status.get()));
        for (int each : new int[] {200, 404, 422, 503, 500, 502}) {
            status.set(each);
            standIn(Servlet.class).service(request, response);
        }
        assertEquals(6, lazyProvider.calls().calls());
        assertEquals(2, lazyProvider.calls().failures());
        status.set(0);
        assertThrows(IllegalStateException.class, () -> standIn(Servlet.class).service(request, response));
        assertEquals(3, lazyProvider.calls().failures());
    }

    @Test
    public void whateverLeavesAServletIsBrokenUnlessTheVisitorWentAway() throws Exception {
        assertEquals(1, failuresOf(new ServletException("always")));
        assertEquals(1, failuresOf(new IOException("a file of its own")));
        assertEquals("the container takes it out", 1, failuresOf(new UnavailableException("for good")));
        assertEquals("the container answers 503", 0, failuresOf(new UnavailableException("busy", 2)));
        var gone = new IOException("Broken pipe");
        gone.setStackTrace(new StackTraceElement[] {new StackTraceElement("sun.nio.ch.SocketChannelImpl", "write", "", 1),
            new StackTraceElement("org.eclipse.jetty.io.SocketChannelEndPoint", "flush", "", 1)});
        assertEquals(0, failuresOf(gone));
        assertEquals(0, failuresOf(new ServletException("while it wrote", gone)));
    }

    /** Of one call that ends like that. */
    private long failuresOf(Exception thrown) {
        LazyProvider lazyProvider = Fake.lazyProvider(() -> Fake.of(
                Servlet.class, Map.of("service", (proxy, method, arguments) -> {
            throw thrown;
        })), http);
        gate.open(lazyProvider);
        assertThrows(thrown.getClass(), () -> standIn(Servlet.class).service(request, response(new HashMap<>())));
        gate.close(lazyProvider, DRAIN);
        return lazyProvider.calls().failures();
    }

    @Test
    public void aServletThatCouldNotReachAnotherPortOrMetABrokenOneIsNotBroken() throws Exception {
        var ledger = Fake.gate("ledger", DRAIN, 10);
        var broken = new IllegalStateException("ledger");
        LazyProvider book = Fake.lazyProvider(() -> (Runnable) () -> {
            throw broken;
        }, null);
        ledger.open(book);
        var toLedger = new CallDispatcher("ledger", ledger, dispatcher.blame());
        Runnable port = (Runnable) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Runnable.class},
                new PortCall(toLedger, http, consumer));
        LazyProvider lazyProvider = Fake.lazyProvider(() -> Fake.of(
                Servlet.class, Map.of("service", (proxy, method, arguments) -> {
            port.run();
            return null;
        })), http);
        gate.open(lazyProvider);
        assertThrows(IllegalStateException.class,
                () -> standIn(Servlet.class).service(request, response(new HashMap<>())));
        assertEquals(0, lazyProvider.calls().failures());
        assertEquals(1, book.calls().failures());
    }

    @Test
    public void anAsynchronousAnswerThatBreaksLaterIsCountedOnce() throws Exception {
        var listener = new CompletableFuture<AsyncListener>();
        AsyncContext async = Fake.of(AsyncContext.class, Map.of("addListener", (proxy, method, arguments) -> {
            listener.complete((AsyncListener) arguments[0]);
            return null;
        }));
        HttpServletRequest started = Fake.of(HttpServletRequest.class, Map.of(
                "isAsyncSupported", (proxy, method, arguments) -> true,
                "isAsyncStarted", (proxy, method, arguments) -> true,
                "getAsyncContext", (proxy, method, arguments) -> async));
        LazyProvider lazyProvider = Fake.lazyProvider(() -> servlet("async"), http);
        gate.open(lazyProvider);
        standIn(Servlet.class).service(started, response(new HashMap<>()));
        HttpServletResponse failed = Fake.of(HttpServletResponse.class, Map.of("getStatus",
                (proxy, method, arguments) -> 500));
        listener.get().onError(new AsyncEvent(async, started, failed, new IllegalStateException("later")));
        listener.get().onComplete(new AsyncEvent(async, started, failed));
        assertEquals(1, lazyProvider.calls().calls());
        assertEquals(1, lazyProvider.calls().failures());
    }

    private <T> T standIn(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                new PortCall(dispatcher, http, consumer)));
    }

    private Servlet servlet(String name) {
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
    private InvocationHandler init(String word) {
        return (proxy, method, arguments) -> {
            assertEquals("given x", arguments[0] instanceof ServletConfig servlet ? servlet.getInitParameter("x")
                    : ((FilterConfig) arguments[0]).getInitParameter("x"));
            heard.add(word);
            return null;
        };
    }

    private InvocationHandler hear(String word, Object expected) {
        return (proxy, method, arguments) -> {
            assertSame(expected, arguments[0]);
            heard.add(word);
            return null;
        };
    }

    private static HttpServletResponse response(Map<String, Object> answered) {
        return Fake.of(HttpServletResponse.class, Map.of("sendError", (proxy, method, arguments) -> {
            answered.put("sendError", arguments[0]);
            return null;
        }, "setHeader", (proxy, method, arguments) -> {
            answered.put("setHeader", arguments[0] + ": " + arguments[1]);
            return null;
        }, "getStatus", (proxy, method, arguments) -> 200));
    }
}
