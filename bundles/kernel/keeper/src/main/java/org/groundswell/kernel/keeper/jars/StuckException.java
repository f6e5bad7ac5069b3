package org.groundswell.kernel.keeper.jars;

import org.osgi.framework.BundleException;

/**
 * A bundle does not come out of its start, and does not mind being interrupted: what it holds, it holds until the node
 * ends.
 */
public final class StuckException extends BundleException {
    private static final long serialVersionUID = 1L;

    StuckException(String reason) {
        super(reason);
    }
}
