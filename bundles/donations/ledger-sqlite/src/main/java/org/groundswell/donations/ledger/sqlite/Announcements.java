package org.groundswell.donations.ledger.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.shared.Listeners;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What visitors see, in memory; tells those who want to know when it has moved. */
final class Announcements {
    private final Listeners listeners;
    private volatile Board board;

    Announcements(Shown stored, Listeners listeners) {
        this.listeners = listeners;
        this.board = Board.of(stored);
    }

    /** The totals of one rehearsal, or of real money. */
    private record Board(int rehearsal, Map<String, Totals> totals) {
        static Board of(Shown shown) {
            var totals = new ConcurrentHashMap<String, Totals>();
            shown.totals().forEach(each -> totals.put(key(each.campaign(), each.raised().getCurrencyUnit()), each));
            return new Board(shown.rehearsal(), totals);
        }
    }

    /**
     * What the ledger says after it was opened anew: a command whose failure was told may be in it after all. Called in
     * turn with {@link #committed}, as whatever else changes what is shown.
     */
    void restated(Shown stored) {
        Board before = board;
        board = Board.of(stored);
        if (!board.equals(before)) {
            listeners.tell(List.of());
        }
    }

    /** Whether visitors see real money. */
    boolean isReal() {
        return board.rehearsal() == 0;
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        Board present = board;
        Totals known = present.totals().get(key(campaign, currency));
        return known != null ? known
                : new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH, present.rehearsal());
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
        boolean counts = !entry.raised().isZero() || entry.donations() != 0;
        if (counts && !entry.isTest() && !isReal()) {
            restated(new Shown(0, List.of()));
        }
        if (counts && entry.rehearsal() == board.rehearsal()) {
            board.totals().merge(key(entry.campaign(), entry.raised().getCurrencyUnit()),
                    new Totals(entry.campaign(), entry.raised(), entry.donations(), entry.at(), entry.rehearsal()),
                    (old, more) -> new Totals(old.campaign(), old.raised().plus(more.raised()),
                            old.donations() + more.donations(), more.updated(), old.rehearsal()));
        }
    }

    private static String key(String campaign, CurrencyUnit currency) {
        return campaign + ' ' + currency.getCode();
    }
}
