package org.groundswell.edge.listener;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.groundswell.edge.api.SnapshotPublisher;
import org.groundswell.edge.api.SnapshotSet;
import org.osgi.service.component.annotations.Component;

/** Holds the current table. A component of its own, so that a changed setting of the listener loses no page. */
@Component(service = {SnapshotPublisher.class, SnapshotStore.class})
public final class SnapshotStore implements SnapshotPublisher {
    private final CopyOnWriteArrayList<BiConsumer<SnapshotTable, SnapshotTable>> listeners =
            new CopyOnWriteArrayList<>();
    private volatile SnapshotTable table = SnapshotTable.EMPTY;

    @Override
    public synchronized void publish(String publisher, SnapshotSet set) {
        SnapshotTable before = table;
        table = before.with(publisher, set);
        listeners.forEach(listener -> listener.accept(before, table));
    }

    SnapshotTable table() {
        return table;
    }

    /** Calls the listener with the old and the new table after each publishing, until the returned handle runs. */
    Runnable onChange(BiConsumer<SnapshotTable, SnapshotTable> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
