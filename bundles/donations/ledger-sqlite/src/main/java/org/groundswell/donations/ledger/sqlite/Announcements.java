package org.groundswell.donations.ledger.sqlite;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The totals in memory, and those who want to know when they move. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Map<String, Totals> totals = new ConcurrentHashMap<>();
    private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();

    Announcements(List<Totals> stored) {
        stored.forEach(each -> totals.put(key(each.campaign(), each.raised().getCurrencyUnit()), each));
    }

    /**
     * What the ledger says after it was opened anew: a command whose failure was told may be in it after all. Called in
     * turn with {@link #committed}.
     */
    void restated(List<Totals> stored) {
        boolean moved = false;
        for (Totals each : stored) {
            moved |= !each.equals(totals.put(key(each.campaign(), each.raised().getCurrencyUnit()), each));
        }
        if (moved) {
            tell(List.of());
        }
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        var none = new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH);
        return totals.getOrDefault(key(campaign, currency), none);
    }

    void add(LedgerListener listener) {
        listeners.add(listener);
    }

    void remove(LedgerListener listener) {
        listeners.remove(listener);
    }

    /** Called after the entries are durable. */
    void committed(List<Entry> entries) {
        var copy = List.copyOf(entries);
        for (Entry entry : copy) {
            if (!entry.raised().isZero() || entry.donations() != 0) {
                totals.merge(key(entry.campaign(), entry.raised().getCurrencyUnit()),
                        new Totals(entry.campaign(), entry.raised(), entry.donations(), entry.at()),
                        (old, more) -> new Totals(old.campaign(), old.raised().plus(more.raised()),
                                old.donations() + more.donations(), more.updated()));
            }
        }
        tell(copy);
    }

    private void tell(List<Entry> entries) {
        for (LedgerListener listener : listeners) {
            try {
                listener.committed(entries);
            } catch (RuntimeException | Error e) {
                LOG.warn("A ledger listener failed", e);
            }
        }
    }

    private static String key(String campaign, CurrencyUnit currency) {
        return campaign + ' ' + currency.getCode();
    }
}
