package org.groundswell.donations.ledger.shared;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The totals that visitors see, of one rehearsal or of real money, in memory. For one thread at a time that adds, and any
 * that read.
 */
public final class ShownTotals {
    private final int rehearsal;
    private final Map<String, Totals> totals = new ConcurrentHashMap<>();

    /**
     * @param rehearsal 0 for real money
     * @param stored    of all campaigns and currencies that have any
     */
    public ShownTotals(int rehearsal, List<Totals> stored) {
        this.rehearsal = rehearsal;
        stored.forEach(each -> totals.put(key(each.campaign(), each.raised().getCurrencyUnit()), each));
    }

    public int rehearsal() {
        return rehearsal;
    }

    /** Nothing where nothing was given. */
    public Totals of(String campaign, CurrencyUnit currency) {
        Totals known = totals.get(key(campaign, currency));
        return known != null ? known : new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH, rehearsal);
    }

    /** Whether an entry moves any total. */
    public static boolean counts(Entry entry) {
        return !entry.raised().isZero() || entry.donations() != 0;
    }

    /** Whether an entry is the first real money, while what is shown were tests. */
    public boolean areEndedBy(Entry entry) {
        return counts(entry) && !entry.isTest() && rehearsal != 0;
    }

    /** Where an entry is of another rehearsal, or moves nothing, all stays as it is. */
    public void add(Entry entry) {
        if (counts(entry) && entry.rehearsal() == rehearsal) {
            totals.merge(key(entry.campaign(), entry.raised().getCurrencyUnit()),
                    new Totals(entry.campaign(), entry.raised(), entry.donations(), entry.at(), entry.rehearsal()),
                    ShownTotals::sum);
        }
    }

    /** Whether both show the same. */
    public boolean sameAs(ShownTotals other) {
        return rehearsal == other.rehearsal && totals.equals(other.totals);
    }

    /** Of the same campaign, currency and rehearsal; the second is the later one. */
    public static Totals sum(Totals old, Totals more) {
        return new Totals(old.campaign(), old.raised().plus(more.raised()), old.donations() + more.donations(),
                more.updated(), old.rehearsal());
    }

    private static String key(String campaign, CurrencyUnit currency) {
        return campaign + ' ' + currency.getCode();
    }
}
