package org.groundswell.kernel.handover;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A framework without bundles whose levels are reached at once. */
final class Framework {
    private volatile int level;
    private volatile int failing = -1;

    Framework(int level) {
        this.level = level;
    }

    /** It cannot go to this level. */
    void failsAt(int refused) {
        failing = refused;
    }

    int level() {
        return level;
    }

    BundleContext context() {
        FrameworkStartLevel levels = fake(FrameworkStartLevel.class, (_, method, arguments) -> {
            if (method.getName().equals("getStartLevel")) {
                return level;
            }
            int to = (int) arguments[0];
            if (to == failing) {
                throw new IllegalStateException("the framework refuses level " + to);
            }
            level = to;
            for (FrameworkListener each : (FrameworkListener[]) arguments[1]) {
                each.frameworkEvent(new FrameworkEvent(FrameworkEvent.STARTLEVEL_CHANGED, fake(Bundle.class, (_, _, _) -> null),
                        null));
            }
            return null;
        });
        Bundle framework = fake(Bundle.class, (_, _, _) -> levels);
        return fake(BundleContext.class, (_, method, _) -> switch (method.getName()) {
            case "getBundle" -> framework;
            case "getBundles" -> new Bundle[0];
            default -> null;
        });
    }

    static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(Framework.class.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
