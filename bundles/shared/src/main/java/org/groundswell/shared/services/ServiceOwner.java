package org.groundswell.shared.services;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Whose service it is, for the log and the admin. */
public final class ServiceOwner {

    private ServiceOwner() {
    }

    /** The symbolic name of the bundle that has registered it; words where that is gone already. */
    public static String of(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "a bundle that has left" : bundle.getSymbolicName();
    }
}
