package org.groundswell.kernel.handover;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * All that writes below {@code data} runs above {@link #HELD}: the ledger, the services, the console, the keeper and
 * whatever lies in {@code deploy/}. So nothing of it has to know that writers change hands, bundles of others included.
 */
final class StartLevels {
    /** What carries connections and calls; as the feature files have it. */
    static final int HELD = 10;
    static final int ALL = 30;

    private final Bundle framework;
    private final BundleContext context;

    StartLevels(BundleContext context) {
        this.context = context;
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    /** @return false where the framework is not there within this time; it goes on */
    boolean to(int level, Duration longest) throws InterruptedException {
        var done = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                done.countDown();
            }
        });
        return done.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    int now() {
        return framework.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    /** Bundles of which something is missing, by name; all others are ready to start after this. */
    List<String> unresolved() {
        framework.adapt(FrameworkWiring.class).resolveBundles(null);
        return Arrays.stream(context.getBundles()).filter(each -> each.getState() == Bundle.INSTALLED)
                .map(Bundle::getSymbolicName).toList();
    }
}
