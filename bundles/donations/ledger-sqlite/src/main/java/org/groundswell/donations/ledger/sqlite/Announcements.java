package org.groundswell.donations.ledger.sqlite;

import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.shared.Listeners;
import org.groundswell.donations.ledger.shared.ShownTotals;
import org.joda.money.CurrencyUnit;

/** What visitors see, in memory; tells those who want to know when it has moved. */
final class Announcements {
    private final Listeners listeners;
    private volatile ShownTotals board;

    Announcements(Shown stored, Listeners listeners) {
        this.listeners = listeners;
        this.board = new ShownTotals(stored.rehearsal(), stored.totals());
    }

    /**
     * What the ledger says after it was opened anew: a command whose failure was told may be in it after all. Called in
     * turn with {@link #committed}, as whatever else changes what is shown.
     */
    void restated(Shown stored) {
        ShownTotals before = board;
        board = new ShownTotals(stored.rehearsal(), stored.totals());
        if (!board.sameAs(before)) {
            listeners.tell(List.of());
        }
    }

    /** Whether visitors see real money. */
    boolean isReal() {
        return board.rehearsal() == 0;
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        return board.of(campaign, currency);
    }

    /** Called with the results of a commit, in their order, after they are durable. */
    void committed(List<Object> outcomes) {
        var entries = new ArrayList<Entry>();
        for (Object outcome : outcomes) {
            if (outcome instanceof ChangeOutcome.Applied applied) {
                entries.add(applied.entry());
                add(applied.entry());
            } else if (outcome instanceof Entered entered) {
                entered.entry().ifPresent(entry -> {
                    entries.add(entry);
                    add(entry);
                });
            } else if (outcome instanceof Shown shown) {
                restated(shown);
            }
        }
        if (!entries.isEmpty()) {
            listeners.tell(List.copyOf(entries));
        }
    }

    private void add(Entry entry) {
        if (board.areEndedBy(entry)) {
            restated(new Shown(0, List.of()));
        }
        board.add(entry);
    }
}
