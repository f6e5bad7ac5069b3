package org.groundswell.kernel.keeper;

import java.io.IOException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleReference;

/** A class that each bundle of a test has for itself, as their classes are told apart by their loaders. */
public final class Hand {
    private Hand() {
    }

    /** Something that a bundle does. */
    @FunctionalInterface
    public interface Doing {
        void now() throws BundleException;
    }

    /** The bundle's own copy is called. */
    public static void does(Doing doing) throws BundleException {
        doing.now();
    }

    public static void of(Bundle bundle, Doing doing) throws BundleException {
        try {
            new Own(bundle).loadClass(Hand.class.getName()).getMethod("does", Doing.class).invoke(null, doing);
        } catch (ReflectiveOperationException e) {
            throw new BundleException("not done", e);
        }
    }

    private static final class Own extends ClassLoader implements BundleReference {
        private final Bundle bundle;

        Own(Bundle bundle) {
            super(Hand.class.getClassLoader());
            this.bundle = bundle;
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Hand.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
