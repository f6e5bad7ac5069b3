package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

public class HttpCallTest {
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(20);

    private final Gate gate = Fake.gate("test", TimeUnit.MILLISECONDS.toNanos(300), 10);
    private final Passage passage = new Passage("test", gate);
    private final HttpCall http = new HttpCall(passage, () -> { });
    private final List<String> heard = new ArrayList<>();
    private final ServletConfig config = Fake.of(ServletConfig.class, Map.of());
    private final HttpServletRequest request = Fake.of(HttpServletRequest.class, Map.of());

    @Test
    public void eachServletIsInitialisedAndDestroyedOnceWithWhatTheContainerGave() throws Exception {
        var standIn = standIn(Servlet.class);
        standIn.init(config);
        for (String name : List.of("one", "two")) {
            Supply supply = Fake.supply(() -> servlet(name), http);
            gate.open(supply);
            standIn.service(request, response(new HashMap<>()));
            standIn.service(request, response(new HashMap<>()));
            assertEquals(0, gate.close(supply, DRAIN));
            supply.release();
        }
        assertEquals(List.of("one init", "one service", "one service", "one destroy", "two init", "two service",
                "two service", "two destroy"), heard);
        assertSame(config, standIn.getServletConfig());
    }

    @Test
    public void aFilterIsAServiceLikeAnyOther() throws Exception {
        var standIn = standIn(Filter.class);
        FilterConfig filterConfig = Fake.of(FilterConfig.class, Map.of());
        standIn.init(filterConfig);
        Supply supply = Fake.supply(() -> Fake.of(Filter.class, Map.of(
                "init", hear("init", filterConfig), "doFilter", hear("doFilter", request), "destroy",
                (proxy, method, arguments) -> {
                    heard.add("destroy");
                    return null;
                })), http);
        gate.open(supply);
        standIn.doFilter(request, response(new HashMap<>()), Fake.of(FilterChain.class, Map.of()));
        gate.close(supply, DRAIN);
        supply.release();
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
        gate.open(Fake.supply(() -> null, http));
        standIn(Servlet.class).service(request, response(answered));
        assertEquals(503, answered.get("sendError"));
    }

    @Test
    public void aProviderThatCannotBeMadeAtOnceIsWaitedFor() throws Exception {
        var asked = new AtomicInteger();
        var longer = Fake.gate("patient", DRAIN, 10);
        var patient = new Passage("patient", longer);
        longer.open(Fake.supply(() -> asked.incrementAndGet() < 3 ? null : "made", null));
        Passage.Inside inside = patient.enter();
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
        Supply supply = Fake.supply(() -> servlet("async"), http);
        gate.open(supply);
        standIn(Servlet.class).service(started, response(new HashMap<>()));
        var closed = CompletableFuture.supplyAsync(() -> gate.close(supply, DRAIN));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertFalse("still answering", closed.isDone());
        listener.get().onTimeout(null);
        listener.get().onComplete(null);
        listener.get().onComplete(null);
        assertEquals(0, (int) closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void whatAServletBreaksIsCountedAndWhatItSaysIsNot() throws Exception {
        var status = new AtomicInteger(200);
        Supply supply = Fake.supply(() -> Fake.of(Servlet.class, Map.of("service", (proxy, method, arguments) -> {
            if (status.get() == 0) {
                throw new IllegalStateException("broken");
            }
            return null;
        })), http);
        gate.open(supply);
        HttpServletResponse response = Fake.of(HttpServletResponse.class, Map.of("getStatus",
                (proxy, method, arguments) -> status.get()));
        for (int each : new int[] {200, 404, 422, 503, 500, 502}) {
            status.set(each);
            standIn(Servlet.class).service(request, response);
        }
        assertEquals(6, supply.calls());
        assertEquals(2, supply.failures());
        status.set(0);
        assertThrows(IllegalStateException.class, () -> standIn(Servlet.class).service(request, response));
        assertEquals(3, supply.failures());
    }

    private <T> T standIn(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                new PortCall(passage, http)));
    }

    private Servlet servlet(String name) {
        return Fake.of(Servlet.class, Map.of("init", hear(name + " init", config), "service",
                (proxy, method, arguments) -> {
                    heard.add(name + " service");
                    return null;
                }, "destroy", (proxy, method, arguments) -> {
                    heard.add(name + " destroy");
                    return null;
                }));
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
