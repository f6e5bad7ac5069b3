package org.groundswell.donations.contract;

import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Gifts to one campaign, in euros, as the platform has them recorded. Amounts are in cents. Thread-safe. */
public final class Gifts {
    /** When all pledges are made. */
    public static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    /** The campaign of all of them. */
    public static final String CAMPAIGN = "flood";

    private final Supplier<? extends Ledger> ledger;

    /** @param ledger asked each time, for a test may open it again */
    public Gifts(Supplier<? extends Ledger> ledger) {
        this.ledger = ledger;
    }

    /** A pledge that is not recorded yet. */
    public static Pledge pledge(UUID id, String key, String email, long minor) {
        return new Pledge(id, key, CAMPAIGN, Money.ofMinor(CurrencyUnit.EUR, minor), new Donor("A", email, "", false),
                "en", NOW);
    }

    /** Records a pledge. */
    public UUID recorded(String key, long minor) {
        return recorded(key, minor, UUID.randomUUID());
    }

    /** Records a pledge with this id. */
    public UUID recorded(String key, long minor, UUID id) {
        ledger.get().pledge(pledge(id, key, "", minor));
        return id;
    }

    /** A payment is opened. */
    public void pending(UUID id, String paymentId) {
        change(id, DonationState.PENDING, paymentId, null, 0, 0);
    }

    /** What somebody heard a second later. */
    public ChangeOutcome change(UUID id, DonationState next, String paymentId, String eventId, long settled,
            long refunded) {
        return ledger.get().change(Change.to(id, next, Cause.WEBHOOK, NOW.plusSeconds(1)).withEvent(eventId)
                .withPayment(new Donation.Payment("sandbox", paymentId, "/pay"))
                .withMoney(settled > 0 ? Money.ofMinor(CurrencyUnit.EUR, settled) : null,
                        settled > 0 ? Money.ofMinor(CurrencyUnit.EUR, refunded) : null));
    }

    /** What the gateway says now, to whoever read this version of the donation. */
    public ChangeOutcome answer(UUID id, DonationState next, long settled, long refunded, long basis) {
        return ledger.get().change(new Change(id, next, null, null, Money.ofMinor(CurrencyUnit.EUR, settled),
                Money.ofMinor(CurrencyUnit.EUR, refunded), null, Cause.RECONCILIATION, NOW.plusSeconds(1), basis));
    }

    /** A change of 25.00 in the given second, which has to be news. */
    void news(UUID id, DonationState next, int number, int second) {
        var outcome = ledger.get().change(Change.to(id, next, Cause.WEBHOOK, NOW.plusSeconds(second))
                .withPayment(new Donation.Payment("sandbox", "p" + number, "/pay"))
                .withEvent("e" + number + " " + second).withMoney(Money.parse("EUR 25"), Money.parse("EUR 0")));
        assertTrue(outcome.toString(), outcome instanceof ChangeOutcome.Applied);
    }

    /** What the campaign has raised. */
    public long raised() {
        return ledger.get().totals(CAMPAIGN, CurrencyUnit.EUR).raised().getAmountMinorLong();
    }
}
