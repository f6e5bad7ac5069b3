package org.groundswell.kernel.switchboard;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one call: through the gate to whoever provides the port now, and out again. */
final class CallDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(CallDispatcher.class);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Gate gate;
    private final Blame blame;

    CallDispatcher(String name, Gate gate, Blame blame) {
        this.name = name;
        this.gate = gate;
        this.blame = blame;
    }

    String name() {
        return name;
    }

    Blame blame() {
        return blame;
    }

    /** A call that is inside. */
    record Inside(Gate.Entry entry, LazyProvider lazyProvider, Object provider) {
    }

    /** @throws PortUnavailableException if nobody provides the port in time */
    Inside enter(Call call) {
        long end = System.nanoTime() + gate.holdNanos();
        while (true) {
            Gate.Entry entry = gate.enter();
            var lazyProvider = (LazyProvider) entry.inFlight().provider();
            Object provider = lazyProvider.get();
            if (provider != null) {
                return new Inside(entry, lazyProvider, provider);
            }
            gate.leave(entry);
            if (System.nanoTime() - end >= 0) {
                lazyProvider.calls().answered(call.method(), call.consumer(), Outcome.BROKEN);
                throw new PortUnavailableException("Port " + name + ": the provider in "
                        + lazyProvider.bundle().getSymbolicName() + " could not be started; its bundle's log says why");
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    void leave(Inside inside) {
        gate.leave(inside.entry());
    }

    Runnable leaveLater(Inside inside) {
        return gate.leaveLater(inside.entry());
    }

    /** @param proxy what the consumer holds */
    Object pass(Object proxy, Call call) throws Throwable {
        Inside inside = enter(call);
        return pass(proxy, call, inside, inside.provider());
    }

    /**
     * A call to something that the provider has handed out. It belongs to that provider and ends with it.
     *
     * @param lazyProvider whose it is
     */
    Object passTo(Object handedOut, LazyProvider lazyProvider, Object proxy, Call call) throws Throwable {
        Inside inside = enter(call);
        if (inside.lazyProvider() != lazyProvider) {
            leave(inside);
            throw new PortUnavailableException("Port " + name + ": this object belongs to a provider that has left:"
                    + " ask the port for another one");
        }
        return pass(proxy, call, inside, handedOut);
    }

    private Object pass(Object proxy, Call call, Inside inside, Object target) throws Throwable {
        boolean stays = false;
        try {
            Object result = counted(inside, call, target);
            if (result instanceof CompletionStage<?> stage) {
                stays = true;
                leaveWhenComplete(inside, call, stage);
            }
            return new HandedOut(this, inside.lazyProvider(), call.consumer()).of(proxy, call, target, result);
        } finally {
            if (!stays) {
                leave(inside);
            }
        }
    }

    private Object counted(Inside inside, Call call, Object target) throws Throwable {
        try {
            Object result = call.on(target);
            inside.lazyProvider().calls().answered(call.method(), call.consumer(), Outcome.ANSWERED);
            return result;
        } catch (Throwable e) {
            count(inside, call, e);
            throw e;
        }
    }

    private void count(Inside inside, Call call, Throwable thrown) {
        Outcome outcome = blame.of(thrown, call, inside.lazyProvider().bundle());
        long times = inside.lazyProvider().calls().answered(call.method(), call.consumer(), outcome);
        if (outcome == Outcome.MISTAKEN && Long.bitCount(times) == 1) {
            LOG.warn("Port {}: {} calls {} with arguments that it does not take ({} times so far): {}", name,
                    call.consumer().getSymbolicName(), call.operation(), times, thrown.toString());
        }
    }

    /** What is promised is still the provider's work. */
    private void leaveWhenComplete(Inside inside, Call call, CompletionStage<?> stage) {
        Runnable leave = leaveLater(inside);
        try {
            stage.whenComplete((result, thrown) -> {
                Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause() : thrown;
                if (cause != null) {
                    inside.lazyProvider().calls().turnedOut(call.method(), call.consumer(),
                            blame.of(cause, call, inside.lazyProvider().bundle()));
                }
                leave.run();
            });
        } catch (RuntimeException | Error e) {
            leave.run();
            throw e;
        }
    }
}
