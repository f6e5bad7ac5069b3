package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.kernel.api.PortUnavailableException;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The way of one call: through the gate to whoever provides the port now, and out again. */
final class Passage {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Gate gate;

    Passage(String name, Gate gate) {
        this.name = name;
        this.gate = gate;
    }

    String name() {
        return name;
    }

    /** A call that is inside. */
    record Inside(Gate.Entry entry, Supply supply, Object provider) {

        /** @throws Throwable what the provider throws */
        Object call(Method method, Object[] arguments) throws Throwable {
            try {
                Object result = method.invoke(provider, arguments);
                supply.answered(false);
                return result;
            } catch (InvocationTargetException e) {
                supply.answered(isFailure(e.getCause(), supply.bundle()));
                throw e.getCause();
            }
        }

        /** What belongs to an interface comes from its api bundle and is an answer; anything else is a mistake. */
        private static boolean isFailure(Throwable thrown, Bundle provider) {
            Bundle origin = FrameworkUtil.getBundle(thrown.getClass());
            boolean unchecked = thrown instanceof RuntimeException || thrown instanceof Error;
            return unchecked && (origin == null || origin.equals(provider));
        }
    }

    /** @throws PortUnavailableException if nobody provides the port in time */
    Inside enter() {
        long end = System.nanoTime() + gate.holdNanos();
        while (true) {
            Gate.Entry entry = gate.enter();
            var supply = (Supply) entry.visit().provider();
            Object provider = supply.get();
            if (provider != null) {
                return new Inside(entry, supply, provider);
            }
            gate.leave(entry);
            if (System.nanoTime() - end >= 0) {
                supply.answered(true);
                throw new PortUnavailableException("Port " + name + ": the provider in "
                        + supply.bundle().getSymbolicName() + " could not be started; its bundle's log says why");
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

    Object pass(Method method, Object[] arguments) throws Throwable {
        Inside inside = enter();
        try {
            return inside.call(method, arguments);
        } finally {
            leave(inside);
        }
    }
}
