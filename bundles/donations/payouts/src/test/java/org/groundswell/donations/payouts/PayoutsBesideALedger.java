package org.groundswell.donations.payouts;

import static org.groundswell.donations.payouts.ModelGateways.gift;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A ledger, gateways that pay out, and the payouts that are laid beside it. */
abstract class PayoutsBesideALedger {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final ModelGateways gateways = new ModelGateways();
    final SetClock clock = new SetClock(ModelGateways.DAY.plus(Duration.ofHours(3)));
    SqliteLedger ledger;
    KeptPayouts payouts;
    Path file;

    record Config(int periodMinutes, int lookBackDays) implements KeptPayouts.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return KeptPayouts.Config.class;
        }
    }

    @Before
    public void open() throws Exception {
        ledger = new SqliteLedger(folder.getRoot().toPath().resolve("ledger/ledger.db"));
        file = folder.getRoot().toPath().resolve("payouts/payouts.db");
        reopen();
    }

    void reopen() {
        payouts = new KeptPayouts(file, gateways, ledger, clock, new Config(60, 400));
    }

    @After
    public void close() throws Exception {
        payouts.close();
    }

    /** An hour later, everybody is asked again. */
    void anHourLater() {
        clock.pass(Duration.ofHours(1));
        payouts.tick();
    }

    UUID pledged(String amount) {
        UUID id = UUID.randomUUID();
        ledger.pledge(new Pledge(id, "key " + id, "flood", Money.parse(amount), new Donor("Anna", "", "", false), "en",
                ModelGateways.DAY));
        ledger.change(Change.opened(id, new Donation.Payment("model", "pay-" + id, null), ModelGateways.DAY));
        return id;
    }

    UUID paid(String amount) {
        UUID id = pledged(amount);
        pay(id);
        return id;
    }

    void pay(UUID id) {
        ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, ModelGateways.DAY)
                .withPayment(new Donation.Payment("model", "pay-" + id, null)));
    }

    void becomes(UUID id, DonationState state, String refunded) {
        Donation gift = ledger.donation(id).orElseThrow();
        ledger.change(Change.to(id, state, Cause.WEBHOOK, clock.instant()).withPayment(gift.payment())
                .withMoney(gift.settled(), Money.parse(refunded)).withBasis(gift));
    }

    KeptPayout payout(String id) {
        return payouts.payout("model", id).orElseThrow();
    }

    List<String> verdicts(String payout) {
        return payouts.lines("model", payout, false, 0, 100).stream()
                .map(each -> each.kind() + " " + each.given() + " " + each.verdict()).toList();
    }
}
