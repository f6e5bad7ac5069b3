package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReconciliationTest {
    private static final Money AMOUNT = Money.parse("EUR 25");
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final MemoryLedger ledger = new MemoryLedger();
    private final ModelGateway gateway = new ModelGateway();
    private final Settlement settlement = new Settlement(ledger, clock);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Reconciliation reconciliation;

    @Before
    public void start() {
        reconciliation = new Reconciliation(ledger, settlement, folder.getRoot().toPath(), clock);
    }

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
        clock.pass(Duration.ofHours(1));
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

    @Test
    public void whatCannotBeTrueIsNamedAndKeepsNothingBack() throws Exception {
        Pledge beyond = opened();
        gateway.becomes(beyond.id(), PaymentStatus.PAID);
        gateway.refund("pay-" + beyond.id(), Money.parse("EUR 27"), "r");
        Pledge free = opened();
        gateway.book.put("pay-" + free.id(), new PaymentReport("pay-" + free.id(), free.id(), PaymentStatus.PAID,
                Money.parse("EUR 0"), Instant.now()));
        Pledge disputed = opened();
        gateway.becomes(disputed.id(), PaymentStatus.PAID);
        settlement.settle(gateway, "pay-" + disputed.id(), null, Cause.WEBHOOK);
        gateway.becomes(disputed.id(), PaymentStatus.DISPUTED);
        gateway.unreadable.add(new UnreadablePayment("pay-x", "payment pay-x: field amount is missing"));
        var result = reconciliation.reconcile(gateway, Instant.EPOCH, true);
        assertEquals("behind all of that", DonationState.DISPUTED, state(disputed));
        assertEquals(DonationState.REFUNDED, state(beyond));
        assertEquals(Optional.empty(), result.brokenOff());
        String named = String.join("\n", result.differences());
        assertEquals(named, 3, result.count());
        assertTrue(named, named.contains("EUR 27.00 went back, of EUR 25.00")
                && named.contains("EUR 0.00 is no amount that can be paid") && named.contains("field amount"));
        var again = reconciliation.reconcile(gateway, Instant.EPOCH, false);
        assertEquals("named each time", 3, again.count());
        assertEquals("recorded as far as it can be", 0, reconciliation.reconcile(gateway, Instant.EPOCH, true)
                .settled());
    }

    @Test
    public void aRecordOnWhichAllBreaksIsOne() throws Exception {
        Pledge broken = opened();
        Pledge good = opened();
        gateway.becomes(broken.id(), PaymentStatus.PAID);
        gateway.becomes(good.id(), PaymentStatus.PAID);
        gateway.breaking = "pay-" + broken.id();
        for (Throwable each : List.of(new IllegalStateException("oops"), new StackOverflowError())) {
            gateway.breaks = each;
            var result = reconciliation.reconcile(gateway, Instant.EPOCH, true);
            assertEquals(DonationState.PAID, state(good));
            assertEquals(1, result.count());
        }
    }

    @Test
    public void whatIsFoundBeforeTheListBreaksOffIsNamed() throws Exception {
        gateway.book.put("stray", new PaymentReport("stray", UUID.randomUUID(), PaymentStatus.PAID, AMOUNT,
                Instant.now()));
        gateway.next = "again";
        var result = reconciliation.reconcile(gateway, Instant.EPOCH, true);
        assertTrue(result.brokenOff().orElseThrow(), result.brokenOff().get().contains("does not end"));
        assertTrue(result.count() > 0);
    }

    @Test
    public void onePaymentForTwoDonationsIsNamed() throws Exception {
        Pledge first = opened();
        Pledge second = pledged();
        ledger.change(Change.opened(second.id(), new Donation.Payment("model", "pay-" + first.id(), "/pay"),
                clock.instant()));
        gateway.becomes(first.id(), PaymentStatus.PAID);
        clock.pass(Duration.ofHours(1));
        var differences = reconciliation.reconcile(gateway, Instant.EPOCH, true).differences();
        assertTrue(differences.toString(), differences.toString().contains("and again for donation"));
    }

    @Test
    public void manyDifferencesAreCountedAndTheRestIsInAFile() throws Exception {
        var file = folder.getRoot().toPath().resolve("many.txt");
        var differences = new Differences(file);
        for (int i = 0; i < 5_000; i++) {
            differences.add("difference " + i);
        }
        differences.finish();
        assertEquals(5_000, differences.count());
        assertEquals(101, differences.sentences().size());
        assertEquals("4900 more are in " + file, differences.sentences().getLast());
        assertEquals(5_000, Files.readAllLines(file).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        new Differences(file).finish();
        assertEquals("the next round has none", false, Files.exists(file));
    }

    private Pledge pledged() {
        var id = UUID.randomUUID();
        var pledge = new Pledge(id, "key " + id, "flood", AMOUNT, new Donor("A", "", "", false), "en", clock.instant());
        ledger.pledge(pledge);
        return pledge;
    }

    private Pledge opened() throws PaymentException {
        Pledge pledge = pledged();
        UUID id = pledge.id();
        gateway.open(new PaymentRequest(id, AMOUNT, false, "", "", "en", null, null));
        settlement.settle(gateway, "pay-" + id, null, Cause.RETURN);
        return pledge;
    }

    private DonationState state(Pledge pledge) {
        return donation(pledge).state();
    }

    private Donation donation(Pledge pledge) {
        return ledger.donation(pledge.id()).orElseThrow();
    }
}
