package org.groundswell.kernel.health;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings for a component that is made by hand: those given, for the rest the defaults. */
final class Settings {
    private Settings() {
    }

    static <T> T of(Class<T> type, Map<String, Object> given) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, _) -> given.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
