package org.groundswell.donations.service.brakes;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.SharedJournal;

/** The brakes of all nodes, as one record. Thread-safe. */
final class SharedBrakes implements AutoCloseable {
    private static final String KEY = "state";

    private final BrakesFile own;
    private final SharedJournal journal = new SharedJournal("brakes", this::handOver, this::read);
    private volatile Read read = new Read(0, BrakesState.NONE);

    /** @param version of the record */
    private record Read(long version, BrakesState state) {
    }

    /** @param own where a node that stands alone has its brakes, and one of several what it heard last */
    SharedBrakes(BrakesFile own) {
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

    Optional<String> problem() {
        return journal.problem();
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

    /** As a whole: another thread must not put an older state back. */
    private synchronized void read() {
        SharedRecord record = journal.get(KEY).orElse(null);
        Read next = record == null ? new Read(0, BrakesState.NONE) : new Read(record.version(), state(record));
        if (journal.isKnown()) {
            // Before that, this node's own file is still to be handed over.
            own.keep(next.state());
        }
        read = next;
    }

    private static BrakesState state(SharedRecord record) {
        return BrakesText.read(record.value(), "the database").orElse(BrakesState.NONE);
    }

    /** A brake that is on at a node which comes to the others stays on, and so do theirs. */
    private void handOver(SharedJournal shared) throws IOException {
        Optional<SharedRecord> record = shared.get(KEY);
        BrakesState theirs = record.map(SharedBrakes::state).orElse(BrakesState.NONE);
        BrakesState both = own.unshared().map(each -> both(theirs, each)).orElse(theirs);
        if (!both.equals(theirs) && !shared.exchange(KEY, record.map(SharedRecord::version).orElse(0L),
                BrakesText.of(both))) {
            throw new IOException("somebody has changed the brakes at the same moment");
        }
    }

    /** What is on at one of the two; {@code theirs} itself where the other adds nothing. */
    private static BrakesState both(BrakesState theirs, BrakesState ours) {
        var off = new HashSet<>(theirs.gatewaysOff());
        off.addAll(ours.gatewaysOff());
        boolean oursSays = ours.paused() && !theirs.paused();
        BrakesState both = new BrakesState(theirs.version(), theirs.paused() || ours.paused(),
                oursSays ? ours.why() : theirs.why(), off, theirs.banner().isEmpty() ? ours.banner() : theirs.banner());
        return both.equals(theirs) ? theirs : new BrakesState(1 + Math.max(theirs.version(), ours.version()),
                both.paused(), both.why(), both.gatewaysOff(), both.banner());
    }

    @Override
    public void close() {
        journal.close();
    }
}
