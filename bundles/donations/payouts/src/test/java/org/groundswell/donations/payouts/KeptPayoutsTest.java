package org.groundswell.donations.payouts;

import static org.groundswell.donations.payouts.ModelGateways.gift;
import static org.groundswell.donations.payouts.ModelGateways.line;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
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
import org.groundswell.donations.api.payouts.PayoutList;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.payments.api.PayoutLine;
import org.joda.money.Money;
import org.junit.Test;

/** What is kept over restarts, swaps and ledgers that are away. */
public class KeptPayoutsTest extends PayoutsBesideALedger {
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

    /** By somebody who tidied up under a running node: the gateways still have all of it. */
    @Test
    public void aFileThatWasTakenAwayIsFilledAnew() throws Exception {
        gateways.payout("po", gift(paid("EUR 25"), "EUR 25", "EUR 0"));
        payouts.tick();
        try (var files = Files.list(file.getParent())) {
            for (var each : files.filter(there -> there.getFileName().toString().startsWith("payouts.db")).toList()) {
                Files.delete(each);
            }
        }
        payouts.tick();
        assertEquals(List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
        payouts.close();
        reopen();
        assertEquals("it is in the file", List.of("GIFT EUR 25.00 EXPLAINED"), verdicts("po"));
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

    /** A swap must not have two who write, nor open the file again. */
    @Test
    public void afterItsEndNothingIsReadOrOpened() throws Exception {
        gateways.payout("po", gift(paid("EUR 25"), "EUR 25", "EUR 0"));
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        gateways.meanwhile = () -> {
            within.countDown();
            assertTrue(goOn.await(60, TimeUnit.SECONDS));
        };
        payouts.readNow();
        assertTrue(within.await(60, TimeUnit.SECONDS));
        payouts.close();
        goOn.countDown();
        assertThrows(LedgerUnavailableException.class, () -> payouts.payouts("", 10));
        payouts.tick();
        assertTrue(payouts.asked().isEmpty());
        assertEquals(1, gateways.asked);
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
