package org.groundswell.edge.listener.http;

import java.util.function.Supplier;

/** For libraries that look what they need up in {@code META-INF/services} with the thread's class loader. */
public final class ServiceFiles {
    private ServiceFiles() {
    }

    /** What is made while the thread has this class loader. */
    public static <T> T foundWith(ClassLoader loader, Supplier<T> made) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return made.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
