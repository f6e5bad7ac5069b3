package org.groundswell.edge.listener;

import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.groundswell.edge.api.PublishedSnapshots;
import org.groundswell.edge.api.SnapshotPublisher;
import org.groundswell.edge.api.SnapshotSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Holds the current table. A component of its own, so that a changed setting of the listener loses no page. */
@Component(service = {SnapshotPublisher.class, PublishedSnapshots.class, SnapshotStore.class})
public final class SnapshotStore implements SnapshotPublisher, PublishedSnapshots, BundleListener {
    /** Some replace a bundle by taking it away and bringing the next one. */
    private static final long GONE_SECONDS = 10;

    private final BundleContext context;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("snapshots").daemon().factory());
    private final CopyOnWriteArrayList<BiConsumer<SnapshotTable, SnapshotTable>> listeners =
            new CopyOnWriteArrayList<>();
    private volatile SnapshotTable table = SnapshotTable.EMPTY;

    @Activate
    public SnapshotStore(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
        timer.shutdownNow();
    }

    @Override
    public synchronized void publish(String publisher, SnapshotSet set) {
        SnapshotTable before = table;
        table = before.with(publisher, set);
        listeners.forEach(listener -> listener.accept(before, table));
    }

    @Override
    public SnapshotSet now() {
        return table.published();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String publisher = event.getBundle().getSymbolicName();
        if (event.getType() == BundleEvent.UNINSTALLED && table.sets().containsKey(publisher)) {
            timer.schedule(() -> forget(publisher), GONE_SECONDS, TimeUnit.SECONDS);
        }
    }

    SnapshotTable table() {
        return table;
    }

    /** Calls the listener with the old and the new table after each publishing, until the returned handle runs. */
    Runnable onChange(BiConsumer<SnapshotTable, SnapshotTable> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void forget(String publisher) {
        if (Arrays.stream(context.getBundles()).noneMatch(bundle -> publisher.equals(bundle.getSymbolicName()))) {
            publish(publisher, SnapshotSet.EMPTY);
        }
    }
}
