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
        return of(language, Money.parse("EUR 25"), new Donor(name, email, "", false), monthly);
    }

    static Donation of(String language, String amount) {
        return of(language, Money.parse(amount), new Donor("Anna", "a@example.org", "", false), false);
    }

    static Donation test(String language) {
        Donation gift = of(language, "Anna", "anna@example.org", false);
        return new Donation(gift.pledge().asTest(true), gift.state(), gift.payment(), gift.settled(), gift.refunded(),
                null, gift.changed(), gift.version());
    }

    private static Donation of(String language, Money amount, Donor donor, boolean monthly) {
        var pledge = new Pledge(UUID.randomUUID(), "key", "flood", amount, donor, language, monthly, null, AT);
        return new Donation(pledge, DonationState.PAID, new Donation.Payment("sandbox", "sb_1", null, "sub_1"),
                amount, Money.zero(amount.getCurrencyUnit()), null, AT, 3);
    }
}
