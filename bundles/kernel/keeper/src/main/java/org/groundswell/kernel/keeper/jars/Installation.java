package org.groundswell.kernel.keeper.jars;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is installed, which jar each bundle runs from, and the exchange itself. One thread at a time. */
public final class Installation {
    /** What is put in starts with this level of the framework. */
    public static final int START_LEVEL = 27;
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final JarStore store;
    private final Map<Long, BundleFile> running = new ConcurrentHashMap<>();

    public Installation(BundleContext context, JarStore store) {
        this.context = context;
        this.store = store;
    }

    public Optional<Bundle> find(String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(each -> symbolicName.equals(each.getSymbolicName()))
                .findFirst();
    }

    /** The jar the bundle runs from. */
    public BundleFile file(Bundle bundle) throws IOException, RefusedException {
        BundleFile known = running.get(bundle.getBundleId());
        if (known == null) {
            known = store.of(bundle);
            running.put(bundle.getBundleId(), known);
        }
        return known;
    }

    /** Somebody else has changed the bundle. */
    public void changed(Bundle bundle, BundleFile now) {
        running.put(bundle.getBundleId(), now);
    }

    /** Checksums of the jars that bundles run from, as far as somebody has asked. */
    public Set<String> inUse() {
        return running.values().stream().map(BundleFile::sha256).collect(Collectors.toSet());
    }

    /** Takes the bundle away. */
    public void uninstall(Bundle bundle) throws BundleException {
        Lifecycle.uninstall(bundle);
        running.remove(bundle.getBundleId());
    }

    /** Whether the bundle is meant to run; a fragment or one that was stopped on purpose has nothing to prove. */
    public static boolean runs(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    /**
     * Puts the jar in and starts the bundle if it ran before, or if it should.
     *
     * @param limit for its start
     */
    public void exchange(Bundle bundle, BundleFile jar, boolean start, Duration limit) throws BundleException {
        boolean ran = runs(bundle);
        if (ran) {
            Lifecycle.stop(bundle, Bundle.STOP_TRANSIENT);
        }
        running.put(bundle.getBundleId(), jar);
        Lifecycle.update(bundle, jar.path());
        FrameworkWiring wiring = wiring();
        if (wiring.getRemovalPendingBundles().contains(bundle)) {
            refresh(wiring, bundle);
        }
        if (ran || start) {
            start(bundle, limit);
        }
    }

    /** @param limit for its start */
    public Bundle install(BundleFile jar, Duration limit) throws BundleException, IOException {
        Bundle bundle;
        try (InputStream in = Files.newInputStream(jar.path())) {
            bundle = context.installBundle("groundswell:" + jar.symbolicName(), in);
        }
        running.put(bundle.getBundleId(), jar);
        bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        start(bundle, limit);
        return bundle;
    }

    private void start(Bundle bundle, Duration limit) throws BundleException {
        // Its threads are to have its class loader, which is there once it is resolved.
        wiring().resolveBundles(Set.of(bundle));
        Lifecycle.start(bundle, limit);
    }

    private FrameworkWiring wiring() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** Others still hold the old classes: they start anew with the new ones. */
    private static void refresh(FrameworkWiring wiring, Bundle bundle) {
        var done = new CountDownLatch(1);
        wiring.refreshBundles(Set.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the framework has not refreshed in " + REFRESH_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the framework refreshes", e);
        }
    }
}
