package org.groundswell.kernel.switchboard;

import java.util.List;
import org.osgi.framework.ServiceFactory;

/**
 * Sees what the given interfaces see, and nothing of their providers, so that a provider's classes can go. The
 * framework looks through it, too, at whom a stand-in fits.
 */
final class InterfaceLoader extends ClassLoader {
    private final List<Class<?>> types;

    InterfaceLoader(List<Class<?>> types) {
        super(null);
        this.types = types;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(ServiceFactory.class.getName())) {
            return ServiceFactory.class;
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
