package org.groundswell.kernel.switchboard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.DateTimeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What passes through a port, and whose fault it is when it does not. */
public class CallDispatcherTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);

    private final Gate gate = Fake.gate("test", LONG, 10);
    private final CallDispatcher dispatcher = new CallDispatcher("test", gate, new Blame());
    private final Bundle early = Fake.bundle("org.example.early", 1);
    private final Bundle late = Fake.bundle("org.example.late", 9);

    /** A port with every kind of answer. */
    interface Service {
        default Service self() {
            return this;
        }

        default Object anything() {
            return this;
        }

        default Service another() {
            return null;
        }

        default CompletionStage<String> later() {
            return null;
        }

        default void fail(Object argument) throws InterruptedException {
        }
    }

    @Test
    public void aProviderThatReturnsItselfReturnsThePort() {
        provide(new Service() { });
        Service port = port(early);
        assertSame(port, port.self());
        assertSame(port, port.anything());
    }

    @Test
    public void whatAProviderHandsOutUnderThePortsInterfaceEndsWithIt() {
        var inner = new Service() { };
        LazyProvider lazyProvider = provide(new Service() {
            @Override
            public Service another() {
                return inner;
            }
        });
        Service handedOut = port(early).another();
        assertSame("itself again", handedOut, handedOut.self());
        assertEquals(handedOut, handedOut);
        assertEquals(0, gate.close(lazyProvider, LONG));
        provide(new Service() { });
        assertThrows(PortUnavailableException.class, handedOut::self);
    }

    @Test
    public void aProviderStaysUntilWhatItHasPromisedIsThere() throws Exception {
        var promised = new CompletableFuture<String>();
        LazyProvider lazyProvider = provide(new Service() {
            @Override
            public CompletionStage<String> later() {
                return promised;
            }
        });
        CompletionStage<String> result = port(early).later();
        var closed = CompletableFuture.supplyAsync(() -> gate.close(lazyProvider, LONG));
        while (gate.isOpen()) {
            Thread.onSpinWait();
        }
        assertFalse(closed.isDone());
        promised.completeExceptionally(new IllegalStateException("not kept"));
        assertEquals(0, (int) closed.get(60, TimeUnit.SECONDS));
        assertTrue(result.toCompletableFuture().isCompletedExceptionally());
        assertEquals(1, lazyProvider.calls().failures());
    }

    @Test
    public void callsAreCountedByOperationAndConsumer() {
        LazyProvider lazyProvider = provide(failing(new IllegalStateException()));
        port(early).self();
        port(late).self();
        assertThrows(IllegalStateException.class, () -> port(late).fail("right"));
        assertEquals(List.of(new OperationStatus("Service.fail", 9, 1, 1, 0),
                new OperationStatus("Service.self", 1, 1, 0, 0), new OperationStatus("Service.self", 9, 1, 0, 0)),
                lazyProvider.calls().operations().stream().sorted((one, other) -> one.toString()
                        .compareTo(other.toString())).toList());
    }

    @Test
    public void wrongArgumentsAreTheConsumersFaultIfItCameLater() {
        assertEquals(List.of(0L, 1L), blame(late, new IllegalArgumentException(), "wrong"));
        assertEquals(List.of(0L, 1L), blame(late, new IndexOutOfBoundsException(), "wrong"));
        assertEquals(List.of(0L, 1L), blame(late, new NullPointerException(), null));
        assertEquals("too far away", List.of(0L, 1L), blame(late, new ArithmeticException("long overflow"), "wrong"));
        assertEquals(List.of(0L, 1L), blame(late, new DateTimeException("no such day"), "wrong"));
        assertEquals("a null of its own", List.of(1L, 0L), blame(late, new NullPointerException(), "right"));
        assertEquals("the provider came later", List.of(1L, 0L), blame(early, new IllegalArgumentException(), "right"));
        assertEquals(List.of(1L, 0L), blame(late, new IllegalStateException(), null));
    }

    @Test
    public void aCheckedExceptionIsAnAnswerIfItIsDeclared() {
        assertEquals(List.of(0L, 0L), blame(late, new InterruptedException(), "right"));
        assertEquals(List.of(1L, 0L), blame(late, new java.io.IOException("undeclared"), "right"));
    }

    /** Failures and mistakes of one call that ends like that. */
    private List<Long> blame(Bundle consumer, Exception thrown, Object argument) {
        LazyProvider lazyProvider = provide(failing(thrown));
        assertThrows(Exception.class, () -> port(consumer).fail(argument));
        gate.close(lazyProvider, LONG);
        OperationStatus counted = lazyProvider.calls().operations().getFirst();
        return List.of(counted.failures(), counted.mistakes());
    }

    private static Service failing(Exception thrown) {
        return new Service() {
            @Override
            public void fail(Object argument) {
                CallDispatcherTest.<RuntimeException>sneak(thrown);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Exception> void sneak(Exception thrown) throws T {
        throw (T) thrown;
    }

    private LazyProvider provide(Service service) {
        LazyProvider lazyProvider = Fake.lazyProvider(Fake.bundle("org.example.provider", 5), () -> service, null);
        gate.open(lazyProvider);
        return lazyProvider;
    }

    private Service port(Bundle consumer) {
        return (Service) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Service.class},
                new PortCall(dispatcher, new HttpCall(dispatcher, () -> { }), consumer));
    }
}
