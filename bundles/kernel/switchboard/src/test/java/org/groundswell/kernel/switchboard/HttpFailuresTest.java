package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** What counts as broken when a servlet answers. */
public class HttpFailuresTest extends HttpPort {
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
        HttpServletRequest started = asynchronous(listener);
        LazyProvider lazyProvider = Fake.lazyProvider(() -> servlet("async"), http);
        gate.open(lazyProvider);
        standIn(Servlet.class).service(started, response(new HashMap<>()));
        HttpServletResponse failed = Fake.of(HttpServletResponse.class, Map.of("getStatus",
                (proxy, method, arguments) -> 500));
        listener.get().onError(new AsyncEvent(started.getAsyncContext(), started, failed, new IllegalStateException("later")));
        listener.get().onComplete(new AsyncEvent(started.getAsyncContext(), started, failed));
        assertEquals(1, lazyProvider.calls().calls());
        assertEquals(1, lazyProvider.calls().failures());
    }
}
