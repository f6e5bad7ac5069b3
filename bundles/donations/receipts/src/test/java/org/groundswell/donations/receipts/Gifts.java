package org.groundswell.donations.receipts;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.joda.money.Money;

/** Paid donations. */
final class Gifts {
    static final Instant AT = Instant.parse("2026-11-21T19:30:00Z");

    private Gifts() {
    }

    static Donation of(String language, String name, String email, boolean monthly) {
        var pledge = new Pledge(UUID.randomUUID(), "key", "flood", Money.parse("EUR 25"),
                new Donor(name, email, "", false), language, monthly, null, AT);
        return new Donation(pledge, DonationState.PAID, new Donation.Payment("sandbox", "sb_1", null, "sub_1"),
                pledge.amount(), Money.parse("EUR 0"), null, AT, 3);
    }
}
