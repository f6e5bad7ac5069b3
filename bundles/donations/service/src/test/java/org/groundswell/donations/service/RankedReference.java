package org.groundswell.donations.service;

import java.util.Dictionary;
import java.util.Hashtable;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A service reference that has nothing but a rank, and a name by it. */
public record RankedReference<S>(int rank) implements ServiceReference<S> {

    @Override
    public Object getProperty(String key) {
        return PaymentProvider.NAME.equals(key) ? "ranked" + rank : null;
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
        return null;
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public int compareTo(Object other) {
        return Integer.compare(rank, ((RankedReference<?>) other).rank);
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
