package org.groundswell.donations.ledger.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.shared.Listeners;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What visitors see, in memory; tells those who want to know when it has moved, here or at another node. Each entry is
 * added once, whoever brings it first. All but {@link #totals} is for one thread at a time.
 */
final class Announcements {
    private final Supplier<Shown> stored;
    private final Listeners listeners;
    /** Null until the database was asked for the first time. */
    private volatile Board board;

    /** @param stored asks the database */
    Announcements(Supplier<Shown> stored, Listeners listeners) {
        this.stored = stored;
        this.listeners = listeners;
    }

    /** The totals of one rehearsal, or of real money, and the position up to which entries are in them. */
    private static final class Board {
        private final int rehearsal;
        private final Map<String, Totals> totals = new ConcurrentHashMap<>();
        private Position position;

        Board(Shown shown) {
            rehearsal = shown.rehearsal();
            position = shown.position();
            shown.totals().forEach(each -> totals.put(key(each.campaign(), each.raised().getCurrencyUnit()), each));
        }
    }

    /** Whether there is anything to show. */
    boolean isKnown() {
        return board != null;
    }

    /** Whether visitors see real money. */
    boolean isReal() {
        Board present = board;
        return present != null && present.rehearsal == 0;
    }

    /** Up to where entries were told. */
    Position position() {
        return board.position;
    }

    /** What the ledger says: whoever listens has to read the totals again. */
    void restate() {
        board = new Board(stored.get());
        listeners.tell(List.of());
    }

    /** Another node may have ended a rehearsal. */
    void require(int rehearsal) {
        if (board == null || board.rehearsal != rehearsal) {
            restate();
        }
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        Board present = board;
        if (present == null) {
            throw new LedgerUnavailableException("The database could not be reached since the node was started");
        }
        Totals known = present.totals.get(key(campaign, currency));
        return known != null ? known
                : new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH, present.rehearsal);
    }

    /** @param entries that are durable, each writer's in their order */
    void committed(List<Placed> entries) {
        if (board == null) {
            restate();
            return;
        }
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
        if (!Book.counts(entry)) {
            return;
        }
        if (!entry.isTest() && board.rehearsal != 0) {
            // The first real money: what was shown were tests.
            board = new Board(new Shown(0, List.of(), board.position));
        }
        if (entry.rehearsal() == board.rehearsal) {
            board.totals.merge(key(entry.campaign(), entry.raised().getCurrencyUnit()),
                    new Totals(entry.campaign(), entry.raised(), entry.donations(), entry.at(), entry.rehearsal()),
                    Announcements::sum);
        }
    }

    /** Of the same campaign, currency and rehearsal. */
    static Totals sum(Totals old, Totals more) {
        return new Totals(old.campaign(), old.raised().plus(more.raised()), old.donations() + more.donations(),
                more.updated(), old.rehearsal());
    }

    private static String key(String campaign, CurrencyUnit currency) {
        return campaign + ' ' + currency.getCode();
    }
}
