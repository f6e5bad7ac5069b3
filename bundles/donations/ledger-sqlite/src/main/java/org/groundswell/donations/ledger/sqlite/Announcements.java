package org.groundswell.donations.ledger.sqlite;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The totals in memory; tells those who want to know when they have moved. */
final class Announcements {
    private final Map<String, Totals> totals = new ConcurrentHashMap<>();
    private final Listeners listeners;

    Announcements(List<Totals> stored, Listeners listeners) {
        this.listeners = listeners;
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
            listeners.tell(List.of());
        }
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        var none = new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH);
        return totals.getOrDefault(key(campaign, currency), none);
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
        listeners.tell(copy);
    }

    private static String key(String campaign, CurrencyUnit currency) {
        return campaign + ' ' + currency.getCode();
    }
}
