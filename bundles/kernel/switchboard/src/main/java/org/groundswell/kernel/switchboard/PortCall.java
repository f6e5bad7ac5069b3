package org.groundswell.kernel.switchboard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/** What a consumer holds instead of a provider: each call goes through the gate. */
final class PortCall implements InvocationHandler {
    private final Passage passage;
    private final HttpCall http;

    PortCall(Passage passage, HttpCall http) {
        this.passage = passage;
        this.http = http;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        if (declaring == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        return HttpCall.isDeclaredBy(declaring) ? http.invoke(method, arguments) : passage.pass(method, arguments);
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "port " + passage.name();
        };
    }
}
