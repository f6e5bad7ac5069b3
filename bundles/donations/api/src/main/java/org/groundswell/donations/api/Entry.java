package org.groundswell.donations.api;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;

/**
 * One line of the ledger; never changed, never removed. Holds nothing personal.
 *
 * @param sequence      counts up over the whole ledger
 * @param state         the donation's state after this entry
 * @param raised        what it adds to the campaign's total, negative for a refund
 * @param donations     what it adds to the campaign's number of donations: 1, 0 or -1
 * @param cause         where it came from
 */
public record Entry(long sequence, UUID donation, String campaign, DonationState state, Money raised, int donations,
        Cause cause, Instant at) {
}
