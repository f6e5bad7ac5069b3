package org.groundswell.kernel.switchboard;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.osgi.framework.Bundle;

/** What a provider gives back must not lead past the gate to the provider. */
record HandedOut(CallDispatcher dispatcher, LazyProvider lazyProvider, Bundle consumer) {

    /**
     * @param proxy  what was called
     * @param target what stands behind it
     * @return for the target itself what was called; for another object under an interface of the port a stand-in of
     *         its own; anything else as it is
     */
    Object of(Object proxy, Call call, Object target, Object result) {
        Class<?> type = call.method().getReturnType();
        if (result == target && type.isInstance(proxy)) {
            return proxy;
        }
        if (result == null || !type.isInterface() || !type.isInstance(proxy)) {
            return result;
        }
        return Proxy.newProxyInstance(proxy.getClass().getClassLoader(), new Class<?>[] {type},
                (own, method, arguments) -> invoke(result, own, method, arguments));
    }

    private Object invoke(Object result, Object own, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> own == arguments[0];
                case "hashCode" -> System.identityHashCode(own);
                default -> "something of port " + dispatcher.name();
            };
        }
        return dispatcher.passTo(result, lazyProvider, own, new Call(consumer, method, arguments));
    }
}
