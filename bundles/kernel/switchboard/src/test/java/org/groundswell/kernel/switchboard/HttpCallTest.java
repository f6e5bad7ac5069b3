package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** Servlets and filters come and go behind a stand-in that the container has once. */
public class HttpCallTest extends HttpPort {
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
        HttpServletRequest started = asynchronous(listener);
        LazyProvider lazyProvider = Fake.lazyProvider(() -> servlet("async"), http);
        gate.open(lazyProvider);
        standIn(Servlet.class).service(started, response(new HashMap<>()));
        var closed = CompletableFuture.supplyAsync(() -> gate.close(lazyProvider, DRAIN));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertFalse("still answering", closed.isDone());
        var event = new AsyncEvent(started.getAsyncContext(), started, response(new HashMap<>()));
        listener.get().onTimeout(event);
        listener.get().onComplete(event);
        listener.get().onComplete(event);
        assertEquals(0, (int) closed.get(60, TimeUnit.SECONDS));
    }
}
