package org.groundswell.donations.api;

import org.joda.money.Money;

/**
 * What a campaign has raised in one currency, three times over; all must be the same. Real money is one recount, and so
 * are the tests of each rehearsal.
 *
 * @param total        as it is kept and shown
 * @param entries      the sum of all entries
 * @param donations    the sum of what each donation counts now
 * @param totalCount   how many donations count, as it is kept and shown
 * @param entriesCount the same by all entries
 * @param donationsCount the same by all donations
 * @param rehearsal    0 for real money; for tests the number of their rehearsal, from 1
 */
public record Recount(String campaign, Money total, Money entries, Money donations, long totalCount,
        long entriesCount, long donationsCount, int rehearsal) {

    /** Of real money. */
    public Recount(String campaign, Money total, Money entries, Money donations, long totalCount, long entriesCount,
            long donationsCount) {
        this(campaign, total, entries, donations, totalCount, entriesCount, donationsCount, 0);
    }

    /** Whether the book agrees with itself. */
    public boolean agrees() {
        return total.equals(entries) && entries.equals(donations) && totalCount == entriesCount
                && entriesCount == donationsCount;
    }
}
