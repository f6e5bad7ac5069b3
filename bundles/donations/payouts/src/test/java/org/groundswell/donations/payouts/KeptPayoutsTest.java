package org.groundswell.donations.payouts;

import static org.groundswell.donations.payouts.ModelGateways.gift;
import static org.groundswell.donations.payouts.ModelGateways.line;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.api.payouts.PayoutList;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KeptPayoutsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ModelGateways gateways = new ModelGateways();
    private final SetClock clock = new SetClock(ModelGateways.DAY.plus(Duration.ofHours(3)));
    private SqliteLedger ledger;
    private KeptPayouts payouts;
    private Path file;

    private record Config(int periodMinutes, int lookBackDays) implements KeptPayouts.Config {
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

    private void reopen() {
        payouts = new KeptPayouts(file, gateways, ledger, clock, new Config(60, 400));
    }

    @After
    public void close() throws Exception {
        payouts.close();
    }

    /** An hour later, everybody is asked again. */
    private void anHourLater() {
        clock.pass(Duration.ofHours(1));
        payouts.tick();
    }

    private UUID pledged(String amount) {
        UUID id = UUID.randomUUID();
        ledger.pledge(new Pledge(id, "key " + id, "flood", Money.parse(amount), new Donor("Anna", "", "", false), "en",
                ModelGateways.DAY));
        ledger.change(Change.opened(id, new Donation.Payment("model", "pay-" + id, null), ModelGateways.DAY));
        return id;
    }

    private UUID paid(String amount) {
        UUID id = pledged(amount);
        pay(id);
        return id;
    }

    private void pay(UUID id) {
        ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, ModelGateways.DAY)
                .withPayment(new Donation.Payment("model", "pay-" + id, null)));
    }

    private void becomes(UUID id, DonationState state, String refunded) {
        Donation gift = ledger.donation(id).orElseThrow();
        ledger.change(Change.to(id, state, Cause.WEBHOOK, clock.instant()).withPayment(gift.payment())
                .withMoney(gift.settled(), Money.parse(refunded)).withBasis(gift));
    }

    private KeptPayout payout(String id) {
        return payouts.payout("model", id).orElseThrow();
    }

    private List<String> verdicts(String payout) {
        return payouts.lines("model", payout, false, 0, 100).stream()
                .map(each -> each.kind() + " " + each.given() + " " + each.verdict()).toList();
    }

    @Test
    public void aGiftItsRefundAndItsFeeAreExplained() {
        UUID id = paid("EUR 25");
        becomes(id, DonationState.REFUNDED, "EUR 5");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0.63"), line("r", PayoutLine.Kind.REFUND, "EUR -5", "pay-" + id,
                null), line("f", PayoutLine.Kind.FEE, "EUR -1.20", null, null));
        payouts.tick();
        KeptPayout payout = payout("po");
        assertTrue(verdicts("po").toString(), payout.isExplained());
        assertEquals(Money.parse("EUR 18.17"), payout.explained());
        assertEquals(3, payout.movements());
        assertEquals("flood", payouts.lines("model", "po", false, 0, 1).getFirst().campaign());
        assertEquals(Map.of(), payouts.problems());
    }

    @Test
    public void whatTheLedgerHasDifferentlyIsUnexplainedAndNothingElse() {
        UUID right = paid("EUR 25");
        UUID other = paid("EUR 20");
        UUID unpaid = pledged("EUR 10");
        gateways.payout("po", gift(right, "EUR 25", "EUR 0"), gift(other, "EUR 19.99", "EUR 0"),
                gift(unpaid, "EUR 10", "EUR 0"), line("x", PayoutLine.Kind.GIFT, "EUR 3", "pay-nobody", null),
                line("r", PayoutLine.Kind.REFUND, "EUR -1", "pay-" + right, null),
                line("d", PayoutLine.Kind.DISPUTE, "EUR -25", "pay-" + right, null),
                line("c", PayoutLine.Kind.CORRECTION, "EUR -2", null, null));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "GIFT EUR 19.99 AMOUNT", "GIFT EUR 10.00 AMOUNT",
                "GIFT EUR 3.00 UNKNOWN", "REFUND EUR -1.00 REFUND", "DISPUTE EUR -25.00 DISPUTE",
                "CORRECTION EUR -2.00 CORRECTION"), verdicts("po"));
        KeptPayout payout = payout("po");
        assertFalse(payout.isExplained());
        assertEquals(Money.parse("EUR 25"), payout.explained());
        assertEquals(payout.amount().minusMajor(25), payout.difference());
        assertEquals(6, payout.unexplained());
        assertEquals(6, payouts.lines("model", "po", true, 0, 100).size());
    }

    @Test
    public void whatTheLedgerHearsLaterExplainsWithoutAskingTheGateway() {
        UUID late = pledged("EUR 10");
        UUID unknown = UUID.randomUUID();
        gateways.payout("po", gift(late, "EUR 10", "EUR 0"), gift(unknown, "EUR 7", "EUR 0"));
        payouts.tick();
        assertEquals(2, payout("po").unexplained());
        int asked = gateways.asked;
        pay(late);
        ledger.pledge(new Pledge(unknown, "k", "flood", Money.parse("EUR 7"), new Donor("", "", "", false), "en",
                ModelGateways.DAY));
        pay(unknown);
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue(verdicts("po").toString(), payout("po").isExplained());
        assertEquals(asked, gateways.asked);
        becomes(late, DonationState.DISPUTED, "EUR 0");
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue("its dispute comes in a later payout", payout("po").isExplained());
    }

    @Test
    public void aDisputeIsExplainedWhileItIsLostAndOnceItIsWonWithWhatCameBack() {
        UUID id = paid("EUR 25");
        gateways.payout("one", gift(id, "EUR 25", "EUR 0"), line("d", PayoutLine.Kind.DISPUTE, "EUR -25", null, id));
        becomes(id, DonationState.DISPUTED, "EUR 0");
        payouts.tick();
        assertTrue(verdicts("one").toString(), payout("one").isExplained());
        becomes(id, DonationState.PAID, "EUR 0");
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "DISPUTE EUR -25.00 DISPUTE"), verdicts("one"));
        gateways.payout("two", line("w", PayoutLine.Kind.DISPUTE, "EUR 25", null, id));
        anHourLater();
        assertTrue(payout("one").isExplained());
        assertTrue(payout("two").isExplained());
    }

    @Test
    public void whatIsToldTwiceCountsOnceAndAGiftThatComesTwiceStandsOut() {
        UUID id = paid("EUR 25");
        PayoutLine gift = gift(id, "EUR 25", "EUR 0");
        gateways.payout("po", Payout.Status.PAID, Money.parse("EUR 25"), gift, gift, gift);
        payouts.tick();
        assertTrue(payout("po").isExplained());
        gateways.payout("again", Payout.Status.PAID, Money.parse("EUR 25"), gift);
        gateways.payout("more", line("other", PayoutLine.Kind.GIFT, "EUR 25", "pay-" + id, null));
        anHourLater();
        assertEquals("it is in the first one", 0, payout("again").movements());
        assertEquals(List.of("MISSING EUR 25.00 MISSING"), verdicts("again"));
        assertEquals(Money.parse("EUR 25"), payout("again").difference());
        assertEquals(List.of("GIFT EUR 25.00 TWICE"), verdicts("more"));
        assertTrue(payout("po").isExplained());
    }

    @Test
    public void aFeeThatTheLedgerHasDifferentlyIsNotExplained() {
        UUID id = pledged("EUR 25");
        ledger.change(Change.to(id, DonationState.PAID, Cause.WEBHOOK, ModelGateways.DAY)
                .withPayment(new Donation.Payment("model", "pay-" + id, null)).withMoney(Money.parse("EUR 25"), null)
                .withFee(Money.parse("EUR 0.63")));
        gateways.payout("po", gift(id, "EUR 25", "EUR 0.64"));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 FEE"), verdicts("po"));
    }

    @Test
    public void anotherCurrencyIsComparedInTheDonorsAndNeverAdded() {
        UUID id = paid("USD 20");
        gateways.payout("po", new PayoutLine("g", PayoutLine.Kind.GIFT, Money.parse("EUR 18.34"), Money.parse("EUR 0.50"),
                Money.parse("USD 20"), "pay-" + id, null, "charge", ModelGateways.DAY));
        gateways.payout("odd", Payout.Status.PAID, Money.parse("EUR 20"), new PayoutLine("o", PayoutLine.Kind.FEE,
                Money.parse("USD 20"), Money.parse("USD 0"), Money.parse("USD 20"), null, null, "fee",
                ModelGateways.DAY));
        payouts.tick();
        assertTrue(verdicts("po").toString(), payout("po").isExplained());
        assertFalse(payout("odd").isExplained());
        assertEquals(Money.parse("EUR 20"), payout("odd").difference());
    }

    @Test
    public void aPayoutThatCameBackIsExplainedByTheOneThatFailed() {
        UUID id = paid("EUR 25");
        gateways.payout("one", gift(id, "EUR 25", "EUR 0"));
        gateways.payout("two", line("back", PayoutLine.Kind.RETURNED, "EUR 25", "one", null));
        payouts.tick();
        assertEquals(List.of("RETURNED EUR 25.00 RETURNED"), verdicts("two"));
        gateways.payout("one", Payout.Status.FAILED, Money.parse("EUR 25"), gift(id, "EUR 25", "EUR 0"));
        anHourLater();
        assertTrue(payout("two").isExplained());
        assertEquals(KeptPayout.State.FAILED, payout("one").state());
    }

    @Test
    public void whatFailsKeepsNothingElseBackAndIsSaid() {
        UUID id = paid("EUR 25");
        gateways.names.add("broken");
        gateways.payout("good", gift(id, "EUR 25", "EUR 0"));
        gateways.payout("bad", line("b", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.failing.add("bad");
        gateways.unreadable.put("good", List.of(new UnreadablePayment(null, "field amount is missing")));
        gateways.unreadable.put("", List.of(new UnreadablePayment("po_x", "field status is new")));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED", "UNREADABLE EUR 0.00 UNREADABLE"), verdicts("good"));
        assertFalse("not before somebody has looked", payout("good").isExplained());
        assertFalse(payout("bad").isRead());
        assertEquals("it broke", payouts.problems().get("broken"));
        assertTrue(payouts.problems().toString(), payouts.problems().get("model").contains("bad"));
        gateways.failing.clear();
        gateways.unreadable.clear();
        anHourLater();
        assertTrue(verdicts("good").toString(), payout("good").isExplained());
        assertTrue(payout("bad").isExplained());
        assertEquals(Map.of("broken", "it broke"), payouts.problems());
    }

    @Test
    public void aListThatNeverEndsKeepsNoOtherBack() {
        gateways.payout("good", line("b", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.payout("endless", line("e", PayoutLine.Kind.FEE, "EUR -1", null, null));
        gateways.endless.add("endless");
        payouts.tick();
        assertTrue(gateways.asked < 700);
        assertTrue(payout("good").isExplained());
        assertFalse(payout("endless").isRead());
    }

    @Test
    public void readingGoesOnWhereItStoppedAndLinesThatComeLateAreFound() throws Exception {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0.40"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        PayoutLine late = gateways.lines.get("po").removeLast();
        payouts.tick();
        assertEquals(Money.parse("EUR 9.60"), payout("po").difference());
        payouts.close();
        reopen();
        gateways.lines.get("po").add(late);
        anHourLater();
        assertTrue(payout("po").isExplained());
        int asked = gateways.asked;
        anHourLater();
        assertEquals("only the list is asked for again", asked + 1, gateways.asked);
    }

    /** Whatever the node was doing when it ended, and however old the payout is. */
    @Test
    public void whatWasReadAndNotYetLaidBesideTheLedgerIsLaidBesideItLater() throws Exception {
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        KeptPayouts broken = new KeptPayouts(file, gateways, Interrupted.by("byPayment", ledger), clock,
                new Config(60, 400));
        broken.tick();
        broken.close();
        assertEquals(List.of("GIFT EUR 25.00 UNKNOWN"), verdicts("po"));
        clock.pass(Duration.ofDays(40));
        payouts.close();
        reopen();
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
    }

    @Test
    public void aLedgerThatWasAwayForAMomentIsAskedAgain() throws Exception {
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        AtomicBoolean away = new AtomicBoolean(true);
        payouts.close();
        payouts = new KeptPayouts(file, gateways, Interrupted.by("byPayment", ledger, away), clock, new Config(60, 400));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 UNKNOWN"), verdicts("po"));
        away.set(false);
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
    }

    /** What a line says anew is judged anew, too. */
    @Test
    public void aLineThatChangedWhileTheLedgerWasAwayIsNotExplainedByWhatItWas() throws Exception {
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        AtomicBoolean away = new AtomicBoolean();
        payouts.close();
        payouts = new KeptPayouts(file, gateways, Interrupted.by("donation", ledger, away), clock, new Config(60, 400));
        payouts.tick();
        away.set(true);
        gateways.payout("po", gift(id, "EUR 20", "EUR 0"));
        clock.pass(Duration.ofHours(20));
        payouts.tick();
        assertEquals(List.of("GIFT EUR 20.00 UNKNOWN"), verdicts("po"));
        away.set(false);
        payouts.tick();
        assertEquals(List.of("GIFT EUR 20.00 AMOUNT"), verdicts("po"));
    }

    @Test
    public void anOlderCopyOfTheLedgerLeavesNothingExplainedThatItDoesNotHave() throws Exception {
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        gateways.payout("other", gift(paid("EUR 5"), "EUR 5", "EUR 0"));
        payouts.tick();
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
        SqliteLedger older = new SqliteLedger(folder.getRoot().toPath().resolve("older/ledger.db"));
        AtomicBoolean away = new AtomicBoolean(true);
        payouts.close();
        payouts = new KeptPayouts(file, gateways, Interrupted.by("donation", older, away), clock, new Config(60, 400));
        payouts.tick();
        away.set(false);
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 UNKNOWN"), verdicts("po"));
        assertEquals(List.of("GIFT EUR 5.00 UNKNOWN"), verdicts("other"));
        assertEquals("", payouts.lines("model", "po", false, 0, 1).getFirst().campaign());
        older.pledge(new Pledge(id, "k", "flood", Money.parse("EUR 25"), new Donor("", "", "", false), "en",
                ModelGateways.DAY));
        older.change(Change.to(id, DonationState.PAID, Cause.RECONCILIATION, ModelGateways.DAY)
                .withPayment(new Donation.Payment("model", "pay-" + id, null)));
        payouts.tick();
        assertEquals("once it is known again", List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
    }

    @Test
    public void aPlaceThatTheGatewayNoLongerKnowsIsGivenUp() throws Exception {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        gateways.failingAt.put("2", new PaymentException("status 503"));
        payouts.tick();
        gateways.failingAt.put("2", new PaymentRefusedException("status 400: cursor"));
        anHourLater();
        assertFalse(payout("po").isRead());
        gateways.failingAt.clear();
        anHourLater();
        assertTrue("from the beginning", payout("po").isExplained());
    }

    @Test
    public void aPlaceAtWhichAGatewayFailsAgainAndAgainIsGivenUp() {
        var made = new ArrayList<PayoutLine>();
        for (int i = 0; i < 5; i++) {
            made.add(gift(paid("EUR 10"), "EUR 10", "EUR 0"));
        }
        gateways.payout("po", made.toArray(PayoutLine[]::new));
        gateways.failingAt.put("2", new PaymentException("status 500"));
        int first = 0;
        for (int i = 0; i < 6; i++) {
            gateways.begun = 0;
            anHourLater();
            first += gateways.begun;
        }
        assertTrue("read from its beginning now and then, " + first, first > 1 && first < 4);
    }

    /** A swap must not have two who write, nor open the file again. */
    @Test
    public void afterItsEndNothingIsReadOrOpened() throws Exception {
        gateways.payout("po", gift(paid("EUR 25"), "EUR 25", "EUR 0"));
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        gateways.meanwhile = () -> {
            within.countDown();
            assertTrue(goOn.await(20, TimeUnit.SECONDS));
        };
        payouts.readNow();
        assertTrue(within.await(20, TimeUnit.SECONDS));
        payouts.close();
        goOn.countDown();
        assertThrows(LedgerUnavailableException.class, () -> payouts.payouts("", 10));
        payouts.tick();
        assertTrue(payouts.asked().isEmpty());
        assertEquals(1, gateways.asked);
    }

    @Test
    public void whoeverWantsItNowDoesNotWaitForTheHour() throws Exception {
        payouts.tick();
        Instant first = payouts.asked().orElseThrow();
        UUID id = paid("EUR 25");
        gateways.payout("po", gift(id, "EUR 25", "EUR 0"));
        clock.pass(Duration.ofSeconds(60));
        payouts.tick();
        assertTrue("not before the hour", payouts.payout("model", "po").isEmpty());
        assertEquals(first, payouts.asked().orElseThrow());
        payouts.readNow();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (payouts.asked().orElseThrow().equals(first) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(payout("po").isExplained());
    }

    @Test
    public void aDamagedFileIsLaidAsideAndReadAnew() throws Exception {
        gateways.payout("po", gift(paid("EUR 25"), "EUR 25", "EUR 0"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no database at all, whatever it was before ".repeat(100));
        payouts.tick();
        assertTrue(payout("po").isExplained());
        assertTrue(Files.exists(file.resolveSibling("payouts.db.damaged")));
    }

    @Test
    public void pagesAndMonths() {
        for (int i = 0; i < 5; i++) {
            gateways.payout("po" + i, gift(paid("EUR 10"), "EUR 10", "EUR 0.40"),
                    line("f" + i, PayoutLine.Kind.FEE, "EUR -1", null, null));
        }
        payouts.tick();
        var seen = new ArrayList<String>();
        String next = "";
        do {
            PayoutList page = payouts.payouts(next, 2);
            page.payouts().forEach(each -> seen.add(each.id()));
            next = page.next();
        } while (!next.isEmpty());
        assertEquals(5, seen.stream().distinct().count());
        assertEquals(5, seen.size());
        assertThrows(IllegalArgumentException.class, () -> payouts.payouts("1; DROP TABLE line", 2));
        YearMonth month = YearMonth.of(2026, 11);
        assertEquals(10, payouts.lines(month, null, 0, 100).size());
        assertEquals(5, payouts.lines(month, "flood", 0, 100).size());
        assertEquals(5, payouts.lines(month, "", 0, 100).size());
        assertEquals(0, payouts.lines(month.plusMonths(1), null, 0, 100).size());
        List<PayoutSum> sums = payouts.sums(month);
        assertEquals(List.of("", "flood"), sums.stream().map(PayoutSum::campaign).toList());
        assertEquals(Money.parse("EUR -5"), sums.getFirst().net());
        assertEquals(Money.parse("EUR 48"), sums.getLast().net());
        assertEquals(Money.parse("EUR -2"), sums.getLast().fees());
        KeptLine first = payouts.lines(month, null, 0, 1).getFirst();
        assertEquals(9, payouts.lines(month, null, first.number(), 100).size());
    }
}
