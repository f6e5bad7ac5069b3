package org.groundswell.kernel.keeper.ending;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.groundswell.kernel.keeper.jars.Lifecycle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Ends the process when the framework does not come to its end: a bundle that hangs must not keep a node from being
 * stopped, whoever stops it (a signal, the console, the shell). Outlives this bundle, which is stopped on the way.
 */
@Component(service = LastResort.class, immediate = true)
public final class LastResort implements SynchronousBundleListener {
    /** After {@code bin/groundswell stop} would have killed it, and before systemd does. */
    private static final Duration LIMIT = Duration.ofSeconds(35);
    /** {@code bin/groundswell}: the node had to be killed. */
    private static final int HAD_TO_KILL = 6;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final Duration limit;
    private final BooleanSupplier ending;
    private final Runnable end;
    private final BundleContext context;
    private final Thread hook = new Thread(this::processEnds, "last-resort-begins");
    private volatile boolean processEnds;

    @Activate
    public LastResort(BundleContext context) {
        this.context = context;
        this.limit = LIMIT;
        // Asked when this bundle is long gone, and its context with it.
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.ending = () -> framework.getState() == Bundle.STOPPING;
        this.end = () -> Runtime.getRuntime().halt(HAD_TO_KILL);
        context.addBundleListener(this);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param ending whether the framework is still on its way to its end */
    LastResort(Duration limit, BooleanSupplier ending, Runnable end) {
        this.context = null;
        this.limit = limit;
        this.ending = ending;
        this.end = end;
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends, and the hook has run.
        }
    }

    private void processEnds() {
        processEnds = true;
        begin();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
            begin();
        }
    }

    /** From now on the process has its limit. Returns at once. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofPlatform().name("last-resort").daemon().start(this::await);
        }
    }

    private void await() {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException e) {
            return;
        }
        if (!processEnds && !ending.getAsBoolean()) {
            // The framework is another's in this process, and has ended.
            return;
        }
        // The log's own bundle may be stopped by now.
        System.err.println("The node did not come to its end within " + limit.toSeconds()
                + " s and is ended now. What may have kept it:");
        Thread.getAllStackTraces().forEach(LastResort::tell);
        end.run();
    }

    private static void tell(Thread thread, StackTraceElement[] stack) {
        String place = Lifecycle.place(stack);
        if (!place.startsWith("java.") && thread != Thread.currentThread()) {
            System.err.println("  " + thread.getName() + " at " + place);
        }
    }
}
