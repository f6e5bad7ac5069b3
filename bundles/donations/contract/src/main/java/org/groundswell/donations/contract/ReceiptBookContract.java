package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.junit.Test;

/** The receipts of a ledger, which are owed in the same transaction as the payment. */
public abstract class ReceiptBookContract {
    private static final long PAID = 2500;

    /** The ledger under test; empty at the test's begin. */
    protected abstract Ledger ledger();

    /** The receipts of that ledger. */
    protected abstract ReceiptBook receipts();

    /** Closes the ledger and opens the same book again. */
    protected abstract void reopen() throws Exception;

    @Test
    public void aReceiptIsOwedOncePaidUntilItIsSettled() throws Exception {
        UUID id = pledged("anna@example.org");
        assertEquals("not yet paid", 0, receipts().owed());
        becomes(id, DonationState.PAID, 0);
        reopen();
        assertEquals("after a restart", List.of(id), taken(Gifts.NOW.plusSeconds(1)));
        assertEquals("somebody has it", List.of(), taken(Gifts.NOW.plusSeconds(1)));
        assertEquals("and was not heard of", List.of(id), taken(Gifts.NOW.plusSeconds(61)));
        receipts().settle(id, Gifts.NOW);
        assertEquals(0, receipts().owed());
        becomes(id, DonationState.REFUNDED, 1000);
        becomes(id, DonationState.PAID, 0);
        assertEquals("once for all", 0, receipts().owed());
    }

    @Test
    public void aReceiptGoesOutAgainWithItsNumber() throws Exception {
        UUID id = pledged("anna@example.org");
        assertFalse("without money", receipts().again(id, Gifts.NOW));
        becomes(id, DonationState.PAID, 0);
        IssuedReceipt first = receipts().issue(id, Gifts.NOW, ZoneOffset.UTC).orElseThrow();
        receipts().settle(id, Gifts.NOW);
        assertTrue(receipts().again(id, Gifts.NOW));
        reopen();
        assertEquals(List.of(id), taken(Gifts.NOW.plusSeconds(1)));
        assertEquals(first, receipts().issue(id, Gifts.NOW.plusSeconds(9), ZoneOffset.UTC).orElseThrow());
        assertEquals(first, receipts().issued(id).orElseThrow());
        assertEquals(id, receipts().donation(IssuedReceipt.ofNumber(first.number()).orElseThrow()).orElseThrow());
        assertFalse("without an address", receipts().again(pledged(""), Gifts.NOW));
    }

    @Test
    public void nothingIsOwedWithoutAnAddressOrWithoutMoney() {
        becomes(pledged(""), DonationState.PAID, 0);
        UUID refunded = pledged("anna@example.org");
        becomes(refunded, DonationState.PAID, 0);
        becomes(refunded, DonationState.REFUNDED, PAID);
        assertEquals(0, receipts().owed());
    }

    @Test
    public void whatIsPostponedComesAgain() {
        UUID id = pledged("anna@example.org");
        becomes(id, DonationState.PAID, 0);
        taken(Gifts.NOW.plusSeconds(1));
        receipts().postpone(id, Gifts.NOW.plusSeconds(5));
        assertEquals(List.of(), taken(Gifts.NOW.plusSeconds(4)));
        assertEquals(List.of(id), taken(Gifts.NOW.plusSeconds(5)));
        receipts().settle(id, Gifts.NOW);
        receipts().postpone(id, Gifts.NOW);
        assertEquals("nothing is owed any more", 0, receipts().owed());
    }

    @Test
    public void numbersOfAYearHaveNoGapsAndStay() throws Exception {
        List<UUID> gifts = List.of(paid(), paid(), paid());
        UUID unpaid = pledged("anna@example.org");
        UUID withoutAddress = pledged("");
        becomes(withoutAddress, DonationState.PAID, 0);
        assertEquals("2026-000001", issue(gifts.get(0)));
        assertEquals("nothing is owed", List.of("", "", ""), List.of(issue(unpaid), issue(withoutAddress),
                issue(UUID.randomUUID())));
        assertEquals("2026-000002", issue(gifts.get(1)));
        receipts().settle(gifts.get(1), Gifts.NOW);
        reopen();
        assertEquals("again, and after it was sent", List.of("2026-000001", "2026-000002", "2026-000003"),
                gifts.stream().map(this::issue).toList());
        assertEquals("the day on which it was issued is kept", Gifts.NOW,
                receipts().issue(gifts.getFirst(), Gifts.NOW.plusSeconds(99), ZoneOffset.UTC).orElseThrow().at());
    }

    @Test
    public void testsAreCountedByThemselves() {
        UUID test = UUID.randomUUID();
        ledger().pledge(Gifts.pledge(test, test.toString(), "anna@example.org", PAID).asTest(true));
        becomes(test, DonationState.PAID, 0);
        assertEquals("2026-000001", issue(paid()));
        assertEquals("TEST-2026-000001", issue(test));
        assertEquals("2026-000002", issue(paid()));
    }

    @Test
    public void theYearIsThatOfTheSite() {
        Instant newYear = Instant.parse("2026-12-31T23:30:00Z");
        assertEquals("2026-000001", issue(paid(), newYear, ZoneOffset.UTC));
        assertEquals("2027-000001", issue(paid(), newYear, ZoneId.of("Europe/Amsterdam")));
        assertEquals("2026-000002", issue(paid(), newYear, ZoneId.of("America/New_York")));
        assertEquals("2027-000002", issue(paid(), newYear.plusSeconds(7200), ZoneOffset.UTC));
    }

    @Test
    public void aNumberBelongsToItsGiftWhateverBecomesOfTheMoney() {
        UUID back = paid();
        becomes(back, DonationState.REFUNDED, PAID);
        assertEquals("the money went back first", "", issue(back));
        UUID later = paid();
        assertEquals("2026-000001", issue(later));
        becomes(later, DonationState.REFUNDED, PAID);
        assertEquals("2026-000001", issue(later));
        assertEquals("2026-000002", issue(paid()));
    }

    @Test
    public void manyAtOnceShareNoNumber() throws Exception {
        List<UUID> gifts = Stream.generate(this::paid).limit(20).toList();
        var numbers = new ConcurrentSkipListSet<String>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 60; i++) {
            UUID gift = gifts.get(i % gifts.size());
            threads.add(Thread.startVirtualThread(() -> numbers.add(issue(gift))));
        }
        for (Thread each : threads) {
            each.join();
        }
        assertEquals(IntStream.rangeClosed(1, 20).mapToObj("2026-%06d"::formatted).toList(), List.copyOf(numbers));
    }

    private String issue(UUID id) {
        return issue(id, Gifts.NOW, ZoneOffset.UTC);
    }

    private String issue(UUID id, Instant at, ZoneId zone) {
        return receipts().issue(id, at, zone).map(IssuedReceipt::number).orElse("");
    }

    private UUID paid() {
        UUID id = pledged("anna@example.org");
        becomes(id, DonationState.PAID, 0);
        return id;
    }

    private Gifts gifts() {
        return new Gifts(this::ledger);
    }

    private List<UUID> taken(Instant now) {
        return receipts().take(now, now.plusSeconds(60), 10).stream().map(each -> each.pledge().id()).toList();
    }

    private UUID pledged(String email) {
        UUID id = UUID.randomUUID();
        ledger().pledge(Gifts.pledge(id, id.toString(), email, PAID));
        return id;
    }

    private void becomes(UUID id, DonationState next, long refunded) {
        gifts().answer(id, next, PAID, refunded, ledger().donation(id).orElseThrow().version());
    }
}
