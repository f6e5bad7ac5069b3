package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.donations.service.Ledgers;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UnpaidPledgesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(30));
    private static final Money AMOUNT = Money.parse("EUR 25");
    private static final Donor NOBODY = new Donor("", "", "", true);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path bookmark;
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        bookmark = folder.getRoot().toPath().resolve("retention/unpaid-pledges");
        ledger = Ledgers.sqlite(folder.getRoot().toPath().resolve("ledger/ledger.db"));
    }

    @Test
    public void whoNeverPaidIsForgottenAndNobodyElse() throws Exception {
        UUID failed = ended("failed", DonationState.FAILED, OLD);
        UUID canceled = ended("canceled", DonationState.CANCELED, OLD);
        UUID expired = ended("expired", DonationState.EXPIRED, OLD);
        ledger.remark(failed, new Remark(OLD, "noor", Remark.Kind.NOTE, "rang about words-of-failed"));
        UUID paid = ended("paid", DonationState.FAILED, OLD);
        ledger.change(Change.to(paid, DonationState.PAID, Cause.WEBHOOK, OLD).withMoney(AMOUNT, null));
        UUID refunded = ended("refunded", DonationState.PAID, OLD);
        ledger.change(Change.to(refunded, DonationState.REFUNDED, Cause.WEBHOOK, OLD).withMoney(AMOUNT, AMOUNT));
        UUID open = pledged("open", OLD);
        UUID pending = ended("pending", DonationState.PENDING, OLD);
        UUID monthly = pledged("monthly", OLD);
        ledger.change(Change.to(monthly, DonationState.FAILED, Cause.WEBHOOK, OLD)
                .withPayment(new Donation.Payment("sandbox", "m", null, "subscription")));
        UUID young = ended("young", DonationState.FAILED, OLD.plusSeconds(1));
        UUID again = ended("again", DonationState.FAILED, OLD);
        ledger.change(Change.to(again, DonationState.PENDING, Cause.PAYMENT, OLD)
                .withPayment(new Donation.Payment("sandbox", "second", null)));
        ledger.change(Change.to(again, DonationState.FAILED, Cause.WEBHOOK, NOW));
        UUID ancient = ended("ancient", DonationState.FAILED, Instant.parse("1970-01-01T00:00:09Z"));
        UUID future = ended("future", DonationState.FAILED, Instant.parse("2031-01-01T00:00:00Z"));
        UnpaidPledges old = old(30);
        assertEquals(new Overdue(3, ""), old.overdue(NOW));
        assertEquals("a look changes nothing", "words-of-failed", donor(failed).message());
        assertEquals(new Overdue(3, ""), old.delete(NOW));
        for (UUID each : List.of(failed, canceled, expired)) {
            assertEquals(NOBODY, donor(each));
            assertEquals(Cause.ERASURE, ledger.entries(each).getLast().cause());
        }
        assertEquals(List.of("", ""), ledger.remarks(failed).stream().map(Remark::words).toList());
        assertEquals("retention", ledger.remarks(failed).getLast().author());
        for (UUID each : List.of(paid, refunded, open, pending, monthly, young, again, ancient, future)) {
            assertFalse(each.toString(), donor(each).name().isEmpty());
        }
        assertTrue("the books are right", ledger.recount().stream().allMatch(each -> each.agrees()));
        assertEquals(Overdue.NOTHING, old.delete(NOW));
    }

    @Test
    public void theNextRoundGoesOnFromWhereNothingWasTooYoung() throws Exception {
        for (int i = 0; i < 700; i++) {
            ended("old" + i, DonationState.FAILED, OLD);
        }
        UUID young = ended("young", DonationState.FAILED, OLD.plusSeconds(60));
        assertEquals(new Overdue(700, ""), old(30).delete(NOW));
        String first = Files.readString(bookmark);
        assertFalse("it begins in the middle", first.isEmpty());
        List<Entry> rest = ledger.entriesAfter(first, 1000).entries();
        assertTrue("and not behind what is too young", rest.stream().anyMatch(each -> each.donation().equals(young)));
        assertEquals(new Overdue(1, ""), old(30).delete(NOW.plusSeconds(60)));
        assertEquals(NOBODY, donor(young));
    }

    @Test(timeout = 60_000)
    public void whatABreakLeavesGoesTheNextTime() throws Exception {
        for (int i = 0; i < 5; i++) {
            ended("old" + i, DonationState.FAILED, OLD);
        }
        var resting = new UnpaidPledges(ledger, ledger, bookmark, new Term(30), Duration.ofMinutes(10));
        var broken = new CompletableFuture<Exception>();
        Thread round = Thread.ofPlatform().start(() -> {
            try {
                resting.delete(NOW);
                broken.cancel(false);
            } catch (IOException | RuntimeException e) {
                broken.complete(e);
            }
        });
        while (old(30).overdue(NOW).count() == 5) {
            Thread.onSpinWait();
        }
        round.interrupt();
        assertNotNull(broken.get(60, TimeUnit.SECONDS));
        assertEquals(new Overdue(4, ""), old(30).delete(NOW));
    }

    @Test
    public void whoPaysWhileItIsDecidedIsNotForgotten() throws Exception {
        UUID late = ended("late", DonationState.FAILED, OLD);
        var book = (GiftBook) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {GiftBook.class},
                (_, method, arguments) -> {
                    ledger.change(Change.to(late, DonationState.PAID, Cause.WEBHOOK, NOW).withMoney(AMOUNT, null));
                    return method.invoke(ledger, arguments);
                });
        assertEquals(Overdue.NOTHING, new UnpaidPledges(ledger, book, bookmark, new Term(30), Duration.ZERO).delete(NOW));
        assertEquals("words-of-late", donor(late).message());
    }

    @Test
    public void anotherLedgerIsReadFromItsBeginning() throws Exception {
        ended("old", DonationState.FAILED, OLD);
        Files.createDirectories(bookmark.getParent());
        Files.writeString(bookmark, "a-position-of-another-ledger\n");
        assertEquals(new Overdue(1, ""), old(30).delete(NOW));
    }

    @Test
    public void forGoodIsForGood() throws Exception {
        UUID failed = ended("failed", DonationState.FAILED, OLD);
        assertEquals(Overdue.NOTHING, old(0).delete(NOW));
        assertEquals("words-of-failed", donor(failed).message());
    }

    private UnpaidPledges old(int days) {
        return new UnpaidPledges(ledger, ledger, bookmark, new Term(days), Duration.ZERO);
    }

    private UUID pledged(String key, Instant at) {
        UUID id = UUID.randomUUID();
        ledger.pledge(new Pledge(id, key, "flood", AMOUNT, new Donor("Anna", key + "@example.org", "words-of-" + key,
                false), "en", at));
        return id;
    }

    private UUID ended(String key, DonationState state, Instant at) {
        UUID id = pledged(key, at);
        ledger.change(Change.to(id, state, Cause.WEBHOOK, at).withPayment(new Donation.Payment("sandbox", key, null))
                .withMoney(state == DonationState.PAID ? AMOUNT : null, null));
        return id;
    }

    private Donor donor(UUID id) {
        return ledger.donation(id).orElseThrow().pledge().donor();
    }
}
