package org.groundswell.kernel.keeper.jars;

import org.osgi.framework.BundleException;

/** A bundle's start does not come to its end, and nothing of the bundle's own is where it stands: others hold it up. */
public final class HeldUpException extends BundleException {
    private static final long serialVersionUID = 1L;

    HeldUpException(String reason) {
        super(reason);
    }
}
