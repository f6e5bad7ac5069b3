package org.groundswell.donations.ledger.postgres;

import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.shared.Listeners;
import org.groundswell.donations.ledger.shared.ShownTotals;
import org.joda.money.CurrencyUnit;

/**
 * What visitors see, in memory; tells those who want to know when it has moved, here or at another node. Each entry is
 * added once, whoever brings it first. All but {@link #totals} is for one thread at a time.
 */
final class Announcements {
    private static final int AT_ONCE = 1_000;

    private final Readers readers;
    private final Listeners listeners;
    /** Null until the database was asked for the first time. */
    private volatile Board board;
    /** Whether there may be entries before those of this node that nobody here has seen. */
    private boolean behind;

    Announcements(Readers readers, Listeners listeners) {
        this.readers = readers;
        this.listeners = listeners;
    }

    /** What is shown, and the position up to which entries are in it. */
    private static final class Board {
        private final ShownTotals totals;
        private Position position;

        Board(Shown shown) {
            totals = new ShownTotals(shown.rehearsal(), shown.totals());
            position = shown.position();
        }
    }

    /** Whether there is anything to show. */
    boolean isKnown() {
        return board != null;
    }

    /** Whether visitors see real money. */
    boolean isReal() {
        Board present = board;
        return present != null && present.totals.rehearsal() == 0;
    }

    /** Up to where entries were told. */
    Position position() {
        return board.position;
    }

    /** What the ledger says: whoever listens has to read the totals again. */
    void restate() {
        board = new Board(readers.ask(Queries::shown));
        behind = false;
        listeners.tell(List.of());
    }

    /** Another node may have ended a rehearsal. */
    void require(int rehearsal) {
        if (board == null || board.totals.rehearsal() != rehearsal) {
            restate();
        }
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        Board present = board;
        if (present == null) {
            throw new LedgerUnavailableException("The database could not be reached since the node was started");
        }
        return present.totals.of(campaign, currency);
    }

    /** What this node has committed. */
    void committed(Attempts.Committed commit) {
        // Before a session's first entry there may be some of whoever had its row, or of a commit that was given up.
        behind |= commit.first();
        told(commit.entries());
        if (commit.restates()) {
            restate();
        }
    }

    /** @param entries that are durable, each writer's in their order */
    void told(List<Placed> entries) {
        if (board == null) {
            restate();
        } else if (behind) {
            catchUp();
        } else {
            add(entries);
        }
    }

    /** Whatever there is after the position, in its order; where the database cannot be asked, the next commit tries again. */
    private void catchUp() {
        List<Placed> found;
        do {
            found = readers.ask(queries -> queries.entriesAfter(board.position, AT_ONCE));
            add(found);
        } while (found.size() == AT_ONCE);
        behind = false;
    }

    private void add(List<Placed> entries) {
        var news = new ArrayList<Entry>();
        for (Placed each : entries) {
            if (!board.position.isPast(each)) {
                add(each.entry());
                board.position = board.position.past(List.of(each));
                if (!isPledge(each.entry())) {
                    news.add(each.entry());
                }
            }
        }
        if (!news.isEmpty()) {
            listeners.tell(List.copyOf(news));
        }
    }

    /** A pledge alone moves nothing that anybody shows. */
    private static boolean isPledge(Entry entry) {
        return entry.state() == DonationState.PLEDGED && (entry.cause() == Cause.FORM || entry.cause() == Cause.ENTERED);
    }

    private void add(Entry entry) {
        if (board.totals.areEndedBy(entry)) {
            // The first real money: what was shown were tests.
            board = new Board(new Shown(0, List.of(), board.position));
        }
        board.totals.add(entry);
    }
}
