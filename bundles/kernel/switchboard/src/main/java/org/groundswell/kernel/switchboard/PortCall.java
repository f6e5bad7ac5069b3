package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.osgi.framework.Bundle;

/** What one consumer holds instead of a provider: each call goes through the gate. */
final class PortCall implements InvocationHandler {
    private final CallDispatcher dispatcher;
    private final HttpCall http;
    private final Bundle consumer;

    PortCall(CallDispatcher dispatcher, HttpCall http, Bundle consumer) {
        this.dispatcher = dispatcher;
        this.http = http;
        this.consumer = consumer;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        if (declaring == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        var call = new Call(consumer, method, arguments);
        return HttpCall.isDeclaredBy(declaring) ? http.invoke(call) : dispatcher.pass(proxy, call);
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "port " + dispatcher.name();
        };
    }
}
