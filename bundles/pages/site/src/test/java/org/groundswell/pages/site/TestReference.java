package org.groundswell.pages.site;

import java.util.Dictionary;
import java.util.Hashtable;
import org.groundswell.pages.api.PageSection;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A service without a framework; each one made later stands behind those before. */
final class TestReference implements ServiceReference<PageSection> {
    private final long made = System.nanoTime();

    @Override
    public int compareTo(Object other) {
        return Long.compare(((TestReference) other).made, made);
    }

    @Override
    public Object getProperty(String key) {
        return null;
    }

    @Override
    public String[] getPropertyKeys() {
        return new String[0];
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>();
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
