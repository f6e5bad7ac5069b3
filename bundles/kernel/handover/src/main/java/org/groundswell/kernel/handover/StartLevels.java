package org.groundswell.kernel.handover;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that writes below {@code data} runs above {@link #HELD}: the ledger, the services, the console, the keeper and
 * whatever lies in {@code deploy/}. So nothing of it has to know that writers change hands, bundles of others included.
 */
final class StartLevels {
    /** What carries connections and calls; as the feature files have it. */
    static final int HELD = 10;
    /** The ledger, the services and the pages: with them gifts are taken. */
    static final int DONORS = 20;
    /** With the console. */
    static final int ADMINS = 22;
    /** With the keeper, who puts bundles of others in above it. */
    static final int OURS = 26;
    static final int ALL = 30;
    private static final Logger LOG = LoggerFactory.getLogger(StartLevels.class);

    private final Bundle framework;
    private final BundleContext context;

    StartLevels(BundleContext context) {
        this.context = context;
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    /** @return false where the framework is not there within this time; it goes on */
    boolean to(int level, Duration longest) throws InterruptedException {
        var done = new CountDownLatch(1);
        long began = System.nanoTime();
        int from = now();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                done.countDown();
            }
        });
        boolean reached = done.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        LOG.info("From start level {} to {} in {} ms", from, now(), (System.nanoTime() - began) / 1_000_000);
        return reached;
    }

    int now() {
        return framework.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    /**
     * The level at which donors have all that they can ask for: bundles of others may have brought a gateway, a ledger, a page.
     * Those that are only told something have no port, and nobody waits for them.
     */
    int ofDonors() {
        return Arrays.stream(context.getBundles())
                .filter(each -> each.adapt(BundleStartLevel.class).getStartLevel() > OURS)
                .map(Bundle::getRegisteredServices).filter(Objects::nonNull).flatMap(Arrays::stream)
                .anyMatch(each -> each.getProperty(Port.PROPERTY) != null) ? ALL : DONORS;
    }

    /** Bundles of which something is missing, by name; all others are ready to start after this. */
    List<String> unresolved() {
        framework.adapt(FrameworkWiring.class).resolveBundles(null);
        return Arrays.stream(context.getBundles()).filter(each -> each.getState() == Bundle.INSTALLED)
                .map(Bundle::getSymbolicName).toList();
    }
}
