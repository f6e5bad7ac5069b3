package org.groundswell.edge.listener.published;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.groundswell.edge.api.snapshots.PathTakenException;
import org.groundswell.edge.api.snapshots.PublishedSnapshots;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the current table. A component of its own, so that a changed setting of the listener loses no page. */
@Component(service = {SnapshotPublisher.class, PublishedSnapshots.class, SnapshotStore.class})
public final class SnapshotStore implements SnapshotPublisher, PublishedSnapshots, BundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    /** Some replace a bundle by taking it away and bringing the next one. */
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration STARTED = Duration.ofSeconds(60);

    private final BundleContext context;
    private final Supplier<Map<String, SnapshotSet>> saved;
    private final Loop loop = Loop.of("snapshots", Need.PAGES, Duration.ofMinutes(1));
    private final CopyOnWriteArrayList<BiConsumer<SnapshotTable, SnapshotTable>> listeners =
            new CopyOnWriteArrayList<>();
    /** Who has published in this run; what the others show is of the last one. */
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private volatile SnapshotTable table;
    private volatile boolean complete;

    @Activate
    public SnapshotStore(BundleContext context) {
        this(context, NodeFolder.of(context));
    }

    private SnapshotStore(BundleContext context, NodeFolder node) {
        this(context, () -> SavedPages.read(node.path(), node.data()).map(SavedPages::sets).orElse(Map.of()));
    }

    /** @param saved what each publisher had published in the last run */
    public SnapshotStore(BundleContext context, Map<String, SnapshotSet> saved) {
        this(context, () -> saved);
    }

    SnapshotStore(BundleContext context, Supplier<Map<String, SnapshotSet>> saved) {
        this.context = context;
        this.saved = saved;
        table = first();
        Set<String> before = table.sets().keySet();
        context.addBundleListener(this);
        loop.after(STARTED, () -> before.forEach(this::forgetUnlessInstalled));
    }

    private SnapshotTable first() {
        SnapshotTable first = SnapshotTable.EMPTY;
        for (var each : saved.get().entrySet()) {
            first = first.with(each.getKey(), each.getValue());
        }
        return first;
    }

    /** Forgets what was published in this run, and shows what is saved by now. */
    public synchronized void beginAgain() {
        SnapshotTable before = table;
        present.clear();
        complete = false;
        table = first();
        listeners.forEach(listener -> tell(listener, before, table));
    }

    @Deactivate
    public void stop() {
        context.removeBundleListener(this);
        loop.close();
    }

    @Override
    public synchronized void publish(String publisher, SnapshotSet set) {
        SnapshotTable before = table;
        table = with(publisher, set);
        present.add(publisher);
        complete |= !set.languages().isEmpty();
        listeners.forEach(listener -> tell(listener, before, table));
    }

    @Override
    public SnapshotSet now() {
        return table.published(present);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String publisher = event.getBundle().getSymbolicName();
        if (event.getType() == BundleEvent.UNINSTALLED && table.sets().containsKey(publisher)) {
            loop.after(GONE, () -> forgetUnlessInstalled(publisher));
        }
    }

    public SnapshotTable table() {
        return table;
    }

    /** Whether visitors get this very version of its page. */
    public boolean isPublished(EncodedSnapshot version) {
        return table.routes().page(version.source().path()) == version;
    }

    /** Whether a site was published in this run: the last thing in a node's start. */
    public boolean isComplete() {
        return complete;
    }

    /** Calls the listener with the old and the new table after each publishing, until the returned handle runs. */
    Runnable onChange(BiConsumer<SnapshotTable, SnapshotTable> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private static void tell(BiConsumer<SnapshotTable, SnapshotTable> listener, SnapshotTable before,
            SnapshotTable now) {
        try {
            listener.accept(before, now);
        } catch (RuntimeException | Error e) {
            // The table is published, and whoever else listens has to hear of it.
            LOG.error("What was published could not be passed on to everybody", e);
        }
    }

    private SnapshotTable with(String publisher, SnapshotSet set) {
        try {
            return table.with(publisher, set);
        } catch (PathTakenException e) {
            // What is here of the last run keeps no path from who is here now.
            return table.only(present).with(publisher, set);
        }
    }

    private void forgetUnlessInstalled(String publisher) {
        if (Arrays.stream(context.getBundles()).noneMatch(bundle -> publisher.equals(bundle.getSymbolicName()))) {
            publish(publisher, SnapshotSet.EMPTY);
        }
    }
}
