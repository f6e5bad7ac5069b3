package org.groundswell.donations.service.brakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.SharedJournal;

/** The brakes of all nodes, as one record. Thread-safe. */
final class SharedBrakes implements AutoCloseable {
    private static final String KEY = "state";

    private final Path own;
    private final SharedJournal journal = new SharedJournal("brakes", this::handOver, this::read);
    private volatile Read read = new Read(0, BrakesState.NONE);

    /** @param version of the record */
    private record Read(long version, BrakesState state) {
    }

    /** @param own where a node that stands alone has its brakes */
    SharedBrakes(Path own) {
        this.own = own;
    }

    void use(SharedRecords records) {
        journal.use(records);
    }

    void leave(SharedRecords records) {
        journal.leave(records);
    }

    /** As they are at all nodes; empty where this one stands alone, or has not heard of the others yet. */
    Optional<BrakesState> state() {
        return journal.isKnown() ? Optional.of(read.state()) : Optional.empty();
    }

    boolean isShared() {
        return journal.isShared();
    }

    boolean exchange(BrakesState before, BrakesState next) throws IOException {
        Read present = read;
        if (!before.equals(state().orElse(null))) {
            return false;
        }
        boolean done = journal.exchange(KEY, present.version(), BrakesText.of(next));
        read();
        return done;
    }

    private void read() {
        SharedRecord record = journal.get(KEY).orElse(null);
        if (record != null && record.version() != read.version()) {
            read = new Read(record.version(),
                    BrakesText.read(record.value(), "the database").orElse(BrakesState.NONE));
        }
    }

    /** A brake that is on at a node which comes to the others stays on, unless they have said something since. */
    private void handOver(SharedJournal shared) throws IOException {
        if (!Files.exists(own)) {
            return;
        }
        String text = Files.readString(own);
        if (BrakesText.read(text, own.toString()).isPresent()) {
            shared.add(Map.of(KEY, text));
        }
        Files.move(own, own.resolveSibling(own.getFileName() + ".shared"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        journal.close();
    }
}
