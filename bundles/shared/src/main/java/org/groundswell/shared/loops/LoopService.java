package org.groundswell.shared.loops;

import org.groundswell.kernel.api.loops.SupervisedLoop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a loop known to the node. These classes travel inside the bundle that runs the loop, so it is their bundle's. */
final class LoopService {
    private static final Logger LOG = LoggerFactory.getLogger(LoopService.class);

    private LoopService() {
    }

    /** @return takes it back; does nothing outside of a framework */
    static AutoCloseable register(SupervisedLoop loop) {
        Bundle bundle = FrameworkUtil.getBundle(LoopService.class);
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        if (context == null) {
            return () -> { };
        }
        try {
            ServiceRegistration<?> registration = context.registerService(SupervisedLoop.class, loop, null);
            return registration::unregister;
        } catch (IllegalStateException e) {
            // The bundle is being stopped while one of its components is still being made.
            LOG.debug("A loop of {} was not registered", bundle.getSymbolicName(), e);
            return () -> { };
        }
    }
}
