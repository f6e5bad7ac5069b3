package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Donors who try again until their gift is taken, and what they were told. */
final class Gifts {
    static final String CAMPAIGN = "flood";
    static final Money AMOUNT = Money.parse("EUR 25");
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final Set<UUID> acknowledged = new HashSet<>();
    private final Set<UUID> paid = new HashSet<>();

    static Pledge pledge(String key) {
        return new Pledge(new UUID(0, key.hashCode()), key, CAMPAIGN, AMOUNT,
                new Donor("A", "anna@example.org", "words", false), "en", NOW);
    }

    /** The whole way of a donation; whatever is refused on it is thrown, and then it can be gone again. */
    void give(SqliteLedger ledger, String key) {
        UUID id = pledge(ledger, key);
        pay(ledger, id);
    }

    UUID pledge(SqliteLedger ledger, String key) {
        Pledge pledge = pledge(key);
        PledgeOutcome outcome = ledger.pledge(pledge);
        assertTrue(outcome.toString(), outcome instanceof PledgeOutcome.Recorded
                || outcome instanceof PledgeOutcome.Repeated);
        acknowledged.add(pledge.id());
        return pledge.id();
    }

    void pay(SqliteLedger ledger, UUID id) {
        var payment = new Donation.Payment("sandbox", "p" + id, "/pay", null);
        known(ledger.change(Change.opened(id, payment, NOW)));
        known(ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, NOW.plusSeconds(1))
                .withPayment(payment).withEvent("e" + id).withMoney(AMOUNT, Money.zero(CurrencyUnit.EUR))));
        paid.add(id);
    }

    /** What was told is so, once, and everything adds up. */
    void check(String when, SqliteLedger ledger) {
        for (UUID id : acknowledged) {
            assertTrue(when + ": " + id + " is missing", ledger.donation(id).isPresent());
        }
        for (UUID id : paid) {
            assertEquals(when, DonationState.PAID, ledger.donation(id).orElseThrow().state());
        }
        assertTrue(when + ": " + ledger.recount(), ledger.recount().stream().allMatch(each -> each.agrees()));
        assertEquals(when + ": what is shown", ledger.recount().getFirst().entries(),
                ledger.totals(CAMPAIGN, CurrencyUnit.EUR).raised());
    }

    /** To be called when every gift has come through. */
    void checkAll(String when, SqliteLedger ledger) {
        check(when, ledger);
        assertEquals(when, AMOUNT.multipliedBy(paid.size()), ledger.totals(CAMPAIGN, CurrencyUnit.EUR).raised());
        assertEquals(when, paid.size(), ledger.totals(CAMPAIGN, CurrencyUnit.EUR).donations());
    }

    /** Whether it was taken. */
    boolean tries(Runnable command) {
        try {
            command.run();
            return true;
        } catch (LedgerUnavailableException e) {
            return false;
        }
    }

    private static void known(ChangeOutcome outcome) {
        assertTrue(outcome.toString(), outcome instanceof ChangeOutcome.Applied
                || outcome instanceof ChangeOutcome.Ignored);
    }
}
