package org.groundswell.donations.api;

import java.time.Instant;
import org.joda.money.Money;

/**
 * What a campaign has raised, as visitors see it: real money, or tests while there is nothing else. Always the sum of
 * the entries of these gifts.
 *
 * @param donations how many donations count
 * @param updated   when the last entry was made that changed it, or the epoch while there is none
 * @param rehearsal 0 for real money; for tests the number of their rehearsal, from 1
 */
public record Totals(String campaign, Money raised, long donations, Instant updated, int rehearsal) {

    /** Of real money. */
    public Totals(String campaign, Money raised, long donations, Instant updated) {
        this(campaign, raised, donations, updated, 0);
    }

    /** Whether these are tests, in which no real money moved; who shows them says so. */
    public boolean isTest() {
        return rehearsal > 0;
    }

    /** Whether visitors see this donation of the campaign: its money counts, and is in these totals. */
    public boolean shows(Donation donation) {
        return rehearsal == donation.rehearsal() && donation.counted().isPositive();
    }
}
