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
 * @param rehearsal     0 for real money; for a test the number of its rehearsal, from 1
 */
public record Entry(long sequence, UUID donation, String campaign, DonationState state, Money raised, int donations,
        Cause cause, Instant at, int rehearsal) {

    /** Of a gift of real money. */
    public Entry(long sequence, UUID donation, String campaign, DonationState state, Money raised, int donations,
            Cause cause, Instant at) {
        this(sequence, donation, campaign, state, raised, donations, cause, at, 0);
    }

    /** Whether no real money moved; {@code raised} then adds to the tests of its rehearsal only. */
    public boolean isTest() {
        return rehearsal > 0;
    }
}
