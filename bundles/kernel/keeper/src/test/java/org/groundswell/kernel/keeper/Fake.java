package org.groundswell.kernel.keeper;

import java.lang.reflect.Proxy;

/** Stands in for an interface of the platform of which a test needs a few methods. */
public final class Fake {
    private Fake() {
    }

    /** What a method answers, by its name. */
    @FunctionalInterface
    public interface Answers {
        Object to(String method, Object[] arguments) throws Exception;
    }

    public static <T> T of(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> type.getSimpleName();
                    default -> answers.to(method.getName(), arguments);
                }));
    }

    /** Settings of a component as they are by default, but for what the answers say; null leaves the default. */
    public static <T> T settings(Class<T> type, Answers answers) {
        return of(type, (method, arguments) -> {
            Object value = answers.to(method, arguments);
            return value == null ? type.getMethod(method).getDefaultValue() : value;
        });
    }
}
