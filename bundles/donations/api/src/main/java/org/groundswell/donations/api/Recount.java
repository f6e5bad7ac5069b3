package org.groundswell.donations.api;

import org.joda.money.Money;

/**
 * What a campaign has raised in one currency, three times over; all must be the same.
 *
 * @param total        as it is kept and shown
 * @param entries      the sum of all entries
 * @param donations    the sum of what each donation counts now
 * @param totalCount   how many donations count, as it is kept and shown
 * @param entriesCount the same by all entries
 * @param donationsCount the same by all donations
 */
public record Recount(String campaign, Money total, Money entries, Money donations, long totalCount,
        long entriesCount, long donationsCount) {

    /** Whether the book agrees with itself. */
    public boolean agrees() {
        return total.equals(entries) && entries.equals(donations) && totalCount == entriesCount
                && entriesCount == donationsCount;
    }
}
