package org.groundswell.donations.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Test;

public class ReconciliationTest {
    private static final Money AMOUNT = Money.parse("EUR 25");
    private final TestClock clock = new TestClock();
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Settlement settlement = new Settlement(ledger, clock);
    private final Reconciliation reconciliation = new Reconciliation(ledger, settlement, clock);

    @Test
    public void whatNobodyToldIsSettled() throws Exception {
        Pledge paid = opened();
        gateway.becomes(paid.id(), PaymentStatus.PAID);
        Pledge open = opened();
        var result = reconciliation.reconcile(gateway, Instant.EPOCH, true);
        assertEquals(List.of(), result.differences());
        assertEquals(2, result.payments());
        assertEquals(1, result.settled());
        assertEquals(DonationState.PAID, state(paid));
        assertEquals(DonationState.PENDING, state(open));
        assertEquals(0, reconciliation.reconcile(gateway, Instant.EPOCH, true).settled());
    }

    @Test
    public void anAuditChangesNothing() throws Exception {
        Pledge paid = opened();
        gateway.becomes(paid.id(), PaymentStatus.PAID);
        var result = reconciliation.reconcile(gateway, Instant.EPOCH, false);
        assertEquals(1, result.differences().size());
        assertEquals(DonationState.PENDING, state(paid));
    }

    @Test
    public void moneyWithoutADonationIsNamed() throws Exception {
        gateway.book.put("stray", new PaymentReport("stray", UUID.randomUUID(), PaymentStatus.PAID, AMOUNT,
                Instant.now()));
        gateway.book.put("not yet", new PaymentReport("not yet", UUID.randomUUID(), PaymentStatus.OPEN, AMOUNT,
                Instant.now()));
        assertEquals(List.of("payment stray at model (PAID EUR 25.00) belongs to no donation"),
                reconciliation.reconcile(gateway, Instant.EPOCH, true).differences());
    }

    @Test
    public void aDonationWithoutMoneyIsNamed() throws Exception {
        Pledge paid = opened();
        gateway.becomes(paid.id(), PaymentStatus.PAID);
        reconciliation.reconcile(gateway, Instant.EPOCH, true);
        gateway.book.clear();
        assertEquals("begun just now", List.of(), reconciliation.reconcile(gateway, Instant.EPOCH, true).differences());
        clock.now = clock.now.plus(Duration.ofHours(1));
        String difference = reconciliation.reconcile(gateway, Instant.EPOCH, true).differences().getFirst();
        assertTrue(difference, difference.contains("knows no payment pay-" + paid.id()));
    }

    @Test
    public void aDonationThatIsPaidTwiceIsNamed() throws Exception {
        Pledge paid = opened();
        gateway.becomes(paid.id(), PaymentStatus.PAID);
        reconciliation.reconcile(gateway, Instant.EPOCH, true);
        gateway.book.put("again", new PaymentReport("again", paid.id(), PaymentStatus.PAID, AMOUNT, Instant.now()));
        List<String> differences = reconciliation.reconcile(gateway, Instant.EPOCH, true).differences();
        assertEquals(List.of("payment again at model (PAID EUR 25.00) is for donation " + paid.id()
                + ", which has payment pay-" + paid.id()), differences);
        assertEquals(AMOUNT, donation(paid).settled());
    }

    private Pledge opened() throws PaymentException {
        var id = UUID.randomUUID();
        var pledge = new Pledge(id, "key " + id, "flood", AMOUNT, new Donor("A", "", "", false), "en", clock.now);
        ledger.pledge(pledge);
        gateway.open(new PaymentRequest(id, AMOUNT, false, "", "", "en", null, null));
        settlement.settle(gateway, "pay-" + id, null, "return");
        return pledge;
    }

    private DonationState state(Pledge pledge) {
        return donation(pledge).state();
    }

    private Donation donation(Pledge pledge) {
        return ledger.donation(pledge.id()).orElseThrow();
    }
}
