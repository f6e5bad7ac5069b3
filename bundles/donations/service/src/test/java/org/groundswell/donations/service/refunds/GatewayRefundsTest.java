package org.groundswell.donations.service.refunds;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.groundswell.donations.api.refunds.RefundRequest;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.donations.service.Ledgers;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GatewayRefundsTest {
    private static final Money HALF = Money.parse("EUR 12.50");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final LossyGateway gateway = new LossyGateway();
    private SqliteLedger ledger;
    private GatewayRefunds refunds;

    /** One whose answers can be lost, before or after it has done what it was asked. */
    private static final class LossyGateway extends ModelGateway {
        private boolean losesAnswer;
        private boolean losesQuestion;
        private boolean refusesRefunds;
        private int calls;

        @Override
        public synchronized void refund(String paymentId, Money amount, String key) throws PaymentException {
            calls++;
            if (refusesRefunds) {
                throw new PaymentRefusedException("the account has not enough");
            }
            if (losesQuestion) {
                throw new PaymentException("timeout");
            }
            super.refund(paymentId, amount, key);
            if (losesAnswer) {
                down = true;
                throw new PaymentException("timeout");
            }
        }
    }

    @Before
    public void open() throws Exception {
        ledger = Ledgers.sqlite(folder.getRoot().toPath().resolve("ledger/ledger.db"));
        refunds = restarted();
    }

    /** What a restart leaves: the book and the gateway. */
    private GatewayRefunds restarted() {
        Ledger book = ledger;
        var settlement = new Settlement(book, Clock.systemUTC());
        return new GatewayRefunds(book, ledger, new GatewayRefunds.Gateways() {
            @Override
            public Donation ask(Donation donation) throws PaymentException {
                return settlement.settle(gateway, donation.payment().paymentId(), null, Cause.REFUND).orElse(donation);
            }

            @Override
            public Optional<PaymentProvider> named(String name) {
                return Optional.<PaymentProvider>of(gateway).filter(each -> each.name().equals(name));
            }
        }, Clock.systemUTC());
    }

    @Test
    public void aRefundGoesBackAndIsRecordedWithItsReason() throws Exception {
        UUID id = paid();
        var done = (RefundOutcome.Done) refunds.refund(request(id, HALF, 1));
        assertEquals(HALF, done.donation().counted());
        assertEquals(DonationState.REFUNDED, done.donation().state());
        Remark remark = ledger.remarks(id).getLast();
        assertEquals("berta: paid twice", remark.author() + ": " + remark.words());
        assertEquals(HALF, ((RefundOutcome.Done) refunds.refund(request(id, HALF, 2))).donation().refunded().minus(HALF));
        assertEquals(Money.parse("EUR 0"),
                ((RefundOutcome.TooMuch) refunds.refund(request(id, HALF, 3))).left());
        assertEquals(2, gateway.calls);
    }

    @Test
    public void aDoubleClickGivesBackOnce() throws Exception {
        UUID id = paid();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RefundOutcome>> both = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                both.add(threads.submit(() -> refunds.refund(request(id, HALF, 1))));
            }
            for (Future<RefundOutcome> each : both) {
                assertTrue(each.get() instanceof RefundOutcome.Done);
            }
        }
        assertEquals(1, gateway.calls);
        assertEquals(HALF, ledger.donation(id).orElseThrow().refunded());
        assertTrue(refunds.refund(request(id, Money.parse("EUR 1"), 1)) instanceof RefundOutcome.ForeignKey);
    }

    /** Both want all of it back; one of them hears that nothing is left. */
    @Test
    public void twoAdminsAtOnceGiveBackNoMoreThanThereIs() throws Exception {
        UUID id = paid();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> refunds.refund(request(id, Money.parse("EUR 25"), 1)));
            var other = threads.submit(() -> refunds.refund(request(id, Money.parse("EUR 25"), 2)));
            long done = List.of(one.get(), other.get()).stream().filter(each -> each instanceof RefundOutcome.Done)
                    .count();
            assertEquals(1, done);
        }
        assertEquals(1, gateway.calls);
    }

    /** Both read the same letter, and each wants the half back that it asks for: it goes back once. */
    @Test
    public void twoAdminsWhoSawTheSameGiftGiveBackAPartOnce() throws Exception {
        UUID id = paid();
        Money all = Money.parse("EUR 25");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> refunds.refund(request(id, HALF, 1).whereLeft(all)));
            var other = threads.submit(() -> refunds.refund(request(id, HALF, 2).whereLeft(all)));
            List<RefundOutcome> both = List.of(one.get(), other.get());
            assertEquals(1, both.stream().filter(each -> each instanceof RefundOutcome.Done).count());
            assertEquals(List.of(HALF), both.stream().filter(each -> each instanceof RefundOutcome.Stale)
                    .map(each -> ((RefundOutcome.Stale) each).left()).toList());
        }
        assertEquals(1, gateway.calls);
        assertTrue("who has looked again may", refunds.refund(request(id, HALF, 3).whereLeft(HALF))
                instanceof RefundOutcome.Done);
        assertTrue("the same form twice is one", refunds.refund(request(id, HALF, 3).whereLeft(HALF))
                instanceof RefundOutcome.Done);
        assertEquals(2, gateway.calls);
    }

    @Test
    public void anAnswerThatWasLostIsAskedForAndNotDoneTwice() throws Exception {
        UUID id = paid();
        gateway.losesAnswer = true;
        assertTrue(refunds.refund(request(id, HALF, 1)) instanceof RefundOutcome.Unconfirmed);
        gateway.losesAnswer = false;
        refunds = restarted();
        assertTrue("a new form while nobody can be asked", refunds.refund(request(id, HALF, 2))
                instanceof RefundOutcome.NotReached);
        gateway.down = false;
        assertTrue(refunds.confirm(id) instanceof RefundOutcome.Done);
        assertEquals(HALF, ledger.donation(id).orElseThrow().refunded());
        assertEquals(1, gateway.calls);
        assertTrue("nothing is open", refunds.confirm(id) instanceof RefundOutcome.Unknown);
    }

    @Test
    public void aQuestionThatWasLostHoldsUpEveryOtherRefundUntilItIsAskedAgain() throws Exception {
        UUID id = paid();
        gateway.losesQuestion = true;
        assertTrue(refunds.refund(request(id, HALF, 1)) instanceof RefundOutcome.Unconfirmed);
        gateway.losesQuestion = false;
        var other = (RefundOutcome.Unconfirmed) refunds.refund(request(id, HALF, 2));
        assertEquals(key(1), other.refund().key());
        assertTrue(refunds.confirm(id) instanceof RefundOutcome.Done);
        assertEquals(HALF, ledger.donation(id).orElseThrow().refunded());
    }

    @Test
    public void whatTheGatewayRefusesIsOver() throws Exception {
        UUID id = paid();
        gateway.refusesRefunds = true;
        var refused = (RefundOutcome.Refused) refunds.refund(request(id, HALF, 1));
        assertEquals("the account has not enough", refused.why());
        gateway.refusesRefunds = false;
        assertTrue("the same form", refunds.refund(request(id, HALF, 1)) instanceof RefundOutcome.Refused);
        assertTrue("a new one", refunds.refund(request(id, HALF, 2)) instanceof RefundOutcome.Done);
    }

    @Test
    public void whatIsDisputedOrUnpaidHasNothingToGiveBack() throws Exception {
        UUID id = paid();
        gateway.becomes(id, PaymentStatus.DISPUTED);
        assertTrue(refunds.refund(request(id, HALF, 1)) instanceof RefundOutcome.TooMuch);
        assertTrue(refunds.refund(request(pledged(), HALF, 2)) instanceof RefundOutcome.TooMuch);
        assertTrue(refunds.refund(request(UUID.randomUUID(), HALF, 3)) instanceof RefundOutcome.Unknown);
        assertTrue("another currency", refunds.refund(request(paid(), Money.parse("USD 1"), 4))
                instanceof RefundOutcome.TooMuch);
        assertEquals(0, gateway.calls);
    }

    @Test
    public void whatNoGatewayTookGoesBackInTheBookOnly() {
        Pledge pledge = pledge();
        ledger.enter(pledge, Way.BANK, new Remark(pledge.at(), "berta", Remark.Kind.ENTERED, ""));
        assertTrue(refunds.refund(request(pledge.id(), HALF, 1)) instanceof RefundOutcome.Done);
        assertTrue(refunds.refund(request(pledge.id(), HALF, 1)) instanceof RefundOutcome.Done);
        assertEquals(HALF, ledger.donation(pledge.id()).orElseThrow().counted());
        assertEquals(0, gateway.calls);
        assertEquals(Cause.REFUND, ledger.entries(pledge.id()).getLast().cause());
    }

    /** The book says that it was begun, and the gateway never heard of it. */
    @Test
    public void aRefundThatACrashCutOffIsBroughtToItsEnd() throws Exception {
        UUID id = paid();
        ((GiftBook) ledger).begin(new BegunRefund(key(1), id, HALF, Money.parse("EUR 0"), BegunRefund.State.OPEN),
                new Remark(Clock.systemUTC().instant(), "berta", Remark.Kind.REFUND, ""));
        assertTrue(restarted().refund(request(id, HALF, 1)) instanceof RefundOutcome.Done);
        assertEquals(1, gateway.calls);
    }

    private static RefundRequest request(UUID id, Money amount, int form) {
        return new RefundRequest(id, amount, "paid twice", key(form), "berta");
    }

    private static String key(int form) {
        return new UUID(7, form).toString();
    }

    private static Pledge pledge() {
        UUID id = UUID.randomUUID();
        return new Pledge(id, "key " + id, "flood", Money.parse("EUR 25"), new Donor("", "", "", false), "en",
                Clock.systemUTC().instant());
    }

    private UUID pledged() throws PaymentException {
        Pledge pledge = pledge();
        ledger.pledge(pledge);
        var opened = gateway.open(new PaymentRequest(pledge.id(), pledge.amount(), false, "", "", "en", null, null));
        ledger.change(Change.opened(pledge.id(), new Donation.Payment("model", opened.paymentId(), null), pledge.at()));
        return pledge.id();
    }

    private UUID paid() throws PaymentException {
        UUID id = pledged();
        gateway.becomes(id, PaymentStatus.PAID);
        new Settlement(ledger, Clock.systemUTC()).settle(gateway, "pay-" + id, null, Cause.WEBHOOK);
        return id;
    }
}
