package org.groundswell.donations.receipts;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.receipts.IssuedReceipt;
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

    static Donation by(String language, Donor donor) {
        return of(language, Money.parse("EUR 25"), donor, false);
    }

    static Donation test(String language) {
        Donation gift = of(language, "Anna", "anna@example.org", false);
        return new Donation(gift.pledge().asTest(true), gift.state(), gift.payment(), gift.settled(), gift.refunded(),
                null, gift.changed(), gift.version());
    }

    static Donation paidBy(String provider) {
        Donation gift = of("nl", "EUR 25");
        return new Donation(gift.pledge(), gift.state(), new Donation.Payment(provider, "p_1", null, null),
                gift.settled(), gift.refunded(), null, AT, 3);
    }

    /** Its receipt, the 123rd of the year. */
    static Receipt receipt(Donation donation, TestPages pages) {
        return new Receipt(donation, new IssuedReceipt(2026, 123, donation.pledge().test(), AT.plusSeconds(86_400)),
                new ReceiptTexts(pages, donation), "Test payment");
    }

    private static Donation of(String language, Money amount, Donor donor, boolean monthly) {
        var pledge = new Pledge(UUID.randomUUID(), "key", "flood", amount, donor, language, monthly, null, AT);
        return new Donation(pledge, DonationState.PAID, new Donation.Payment("sandbox", "sb_1", null, "sub_1"),
                amount, Money.zero(amount.getCurrencyUnit()), null, AT, 3);
    }
}
