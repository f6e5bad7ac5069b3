package org.groundswell.mail;

/** The library looks its parts up with the thread's class loader, and the caller is another bundle. For one thread. */
final class OwnLoader implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    OwnLoader() {
        thread.setContextClassLoader(OwnLoader.class.getClassLoader());
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
