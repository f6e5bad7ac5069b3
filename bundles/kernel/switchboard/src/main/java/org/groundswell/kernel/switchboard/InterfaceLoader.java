package org.groundswell.kernel.switchboard;

import java.util.List;
import org.osgi.framework.ServiceFactory;

/**
 * Sees what the given interfaces see, and nothing of their providers, so that a provider's classes can go. The
 * framework looks through it, too, at whom a stand-in fits.
 */
final class InterfaceLoader extends ClassLoader {
    /** An api need not import what a service factory speaks of. */
    private static final String FRAMEWORK = ServiceFactory.class.getPackageName() + '.';

    private final List<Class<?>> types;

    InterfaceLoader(List<Class<?>> types) {
        super(null);
        this.types = types.stream().filter(type -> type.getClassLoader() != null).toList();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(FRAMEWORK)) {
            return ServiceFactory.class.getClassLoader().loadClass(name);
        }
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
