package org.groundswell.kernel.switchboard;

import java.util.List;

/** Sees what the given interfaces see, and nothing of their providers, so that a provider's classes can go. */
final class InterfaceLoader extends ClassLoader {
    private final List<Class<?>> types;

    InterfaceLoader(List<Class<?>> types) {
        super(null);
        this.types = types;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (Class<?> type : types) {
            try {
                return type.getClassLoader().loadClass(name);
            } catch (ClassNotFoundException e) {
                // The next interface may see it.
                continue;
            }
        }
        throw new ClassNotFoundException(name);
    }
}
