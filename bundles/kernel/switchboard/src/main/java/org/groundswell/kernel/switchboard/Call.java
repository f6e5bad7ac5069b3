package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.osgi.framework.Bundle;

/**
 * What one consumer wants of a port.
 *
 * @param consumer the bundle that calls
 * @param arguments as {@link java.lang.reflect.InvocationHandler} has them: null where there are none
 */
record Call(Bundle consumer, Method method, Object[] arguments) {

    String operation() {
        return Calls.operation(method);
    }

    /** @throws Throwable what the provider throws */
    Object on(Object provider) throws Throwable {
        try {
            return method.invoke(provider, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    boolean hasNull() {
        if (arguments != null) {
            for (Object each : arguments) {
                if (each == null) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean declares(Throwable thrown) {
        for (Class<?> each : method.getExceptionTypes()) {
            if (each.isInstance(thrown)) {
                return true;
            }
        }
        return false;
    }
}
