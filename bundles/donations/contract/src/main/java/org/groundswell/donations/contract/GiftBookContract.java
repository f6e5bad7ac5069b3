package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** What people of the charity do with gifts, whoever keeps the book. */
public abstract class GiftBookContract {
    private static final Donor ANNA = new Donor("Anna", "anna@example.org", "words", false,
            "Kade 1\n2312 AB Leiden");

    /** The ledger under test; empty at the test's begin. */
    protected abstract Ledger ledger();

    /** The same ledger. */
    protected abstract GiftBook book();

    /** The same ledger. */
    protected abstract ReceiptBook receipts();

    /** Closes the ledger and opens the same book again. */
    protected abstract void reopen() throws Exception;

    /** Has it tell this listener. */
    protected abstract void tell(LedgerListener listener);

    @Test
    public void anEnteredGiftCountsAtOnceAndOnce() throws Exception {
        var heard = new CopyOnWriteArrayList<Entry>();
        assertEquals("whoever listens has read the totals", 0, gifts().raised());
        tell(heard::addAll);
        UUID id = entered("k", 2500);
        assertEquals(2500, gifts().raised());
        assertEquals(List.of(id), heard.stream().map(Entry::donation).toList());
        assertTrue(book().enter(Gifts.pledge(UUID.randomUUID(), "k", "anna@example.org", 2500), Way.PHONE,
                remark(Remark.Kind.ENTERED, "")) instanceof PledgeOutcome.Repeated);
        assertTrue(book().enter(Gifts.pledge(UUID.randomUUID(), "k", "anna@example.org", 9900), Way.PHONE,
                remark(Remark.Kind.ENTERED, "")) instanceof PledgeOutcome.ForeignKey);
        reopen();
        assertEquals(2500, gifts().raised());
        Donation gift = ledger().donation(id).orElseThrow();
        assertEquals(DonationState.PAID, gift.state());
        assertEquals(Optional.of(Way.PHONE), Way.of(gift));
        assertEquals(List.of(Cause.ENTERED, Cause.ENTERED), ledger().entries(id).stream().map(Entry::cause).toList());
        Remark said = book().remarks(id).getFirst();
        assertEquals("berta", said.author());
        assertEquals(gift.version(), said.entry());
        assertEquals("a receipt is owed", 1, receipts().owed());
        assertTrue(ledger().recount().stream().allMatch(each -> each.agrees()));
    }

    @Test
    public void aDonorWhoIsPutRightIsAnEntryWithoutMoney() throws Exception {
        UUID id = gifts().recorded("k", 2500);
        gifts().pending(id, "p1");
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals("no address", 0, receipts().owed());
        long seen = version(id);
        var corrected = (ChangeOutcome.Applied) book().correct(id, ANNA, seen, remark(Remark.Kind.CORRECTED, "A"));
        assertEquals(0, corrected.entry().raised().getAmountMinorLong());
        assertTrue(corrected.entry().cause().isAboutDonor());
        assertEquals(ANNA, ledger().donation(id).orElseThrow().pledge().donor());
        assertTrue("two at once", book().correct(id, new Donor("B", "", "", false), seen,
                remark(Remark.Kind.CORRECTED, "")) instanceof ChangeOutcome.Stale);
        assertTrue("the same", book().correct(id, ANNA, version(id), remark(Remark.Kind.CORRECTED, ""))
                instanceof ChangeOutcome.Ignored);
        assertTrue(book().correct(UUID.randomUUID(), ANNA, 1, remark(Remark.Kind.CORRECTED, ""))
                instanceof ChangeOutcome.Unknown);
        assertEquals("now there is an address", 1, receipts().owed());
        reopen();
        assertEquals(ANNA, ledger().donation(id).orElseThrow().pledge().donor());
        assertEquals(DonationState.PAID, ledger().donation(id).orElseThrow().state());
        assertEquals(2500, gifts().raised());
        assertTrue("the gateway's word still counts", gifts().answer(id, DonationState.REFUNDED, 2500, 500, version(id))
                instanceof ChangeOutcome.Applied);
    }

    @Test
    public void whoIsErasedIsGoneAndTheirMoneyIsNot() throws Exception {
        UUID id = entered("k", 2500);
        book().correct(id, ANNA, version(id), remark(Remark.Kind.CORRECTED, "A"));
        assertTrue(book().remark(id, remark(Remark.Kind.NOTE, "Anna called")));
        assertTrue(book().erase(id, "berta", Gifts.NOW) instanceof ChangeOutcome.Applied);
        assertTrue("twice", book().erase(id, "berta", Gifts.NOW) instanceof ChangeOutcome.Ignored);
        reopen();
        Donation gift = ledger().donation(id).orElseThrow();
        assertEquals(new Donor("", "", "", true), gift.pledge().donor());
        assertTrue(book().remarks(id).stream().allMatch(each -> each.words().isEmpty()));
        assertEquals(2500, gifts().raised());
        assertEquals("no address to send it to", 0, receipts().owed());
        assertEquals(Cause.ERASURE, ledger().entries(id).getLast().cause());
        assertTrue(ledger().recount().stream().allMatch(each -> each.agrees()));
    }

    @Test
    public void whoeverPaidSinceItWasDecidedIsNotErased() throws Exception {
        UUID id = gifts().recorded("k", 2500);
        long seen = version(id);
        gifts().change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        Donor donor = ledger().donation(id).orElseThrow().pledge().donor();
        assertTrue(book().erase(id, seen, "retention", Gifts.NOW) instanceof ChangeOutcome.Stale);
        assertEquals(donor, ledger().donation(id).orElseThrow().pledge().donor());
        assertTrue(book().erase(UUID.randomUUID(), seen, "retention", Gifts.NOW) instanceof ChangeOutcome.Unknown);
        assertTrue(book().erase(id, version(id), "retention", Gifts.NOW) instanceof ChangeOutcome.Applied);
    }

    @Test
    public void remarksStandInTheirOrder() throws Exception {
        UUID id = gifts().recorded("k", 2500);
        assertFalse(book().remark(UUID.randomUUID(), remark(Remark.Kind.NOTE, "nobody's")));
        book().remark(id, remark(Remark.Kind.NOTE, "first\nof two lines"));
        book().remark(id, remark(Remark.Kind.NOTE, "second"));
        reopen();
        assertEquals(List.of(remark(Remark.Kind.NOTE, "first\nof two lines"), remark(Remark.Kind.NOTE, "second")),
                book().remarks(id));
    }

    @Test
    public void onlyOneRefundOfAGiftIsOnItsWay() throws Exception {
        UUID id = entered("k", 2500);
        BegunRefund first = refund(id, "r1", 1000);
        assertEquals(first, book().begin(first, remark(Remark.Kind.REFUND, "twice")));
        assertEquals("another form", first, book().begin(refund(id, "r2", 500), remark(Remark.Kind.REFUND, "")));
        reopen();
        assertEquals(first, book().openRefund(id).orElseThrow());
        book().end("r1", BegunRefund.State.DONE);
        book().end("r1", BegunRefund.State.REFUSED);
        assertEquals(BegunRefund.State.DONE, book().refund("r1").orElseThrow().state());
        assertEquals("it stays", BegunRefund.State.DONE, book().begin(first, remark(Remark.Kind.REFUND, "")).state());
        assertEquals("r2", book().begin(refund(id, "r2", 500), remark(Remark.Kind.REFUND, "")).key());
        assertEquals(1, book().remarks(id).stream().filter(each -> each.words().equals("twice")).count());
    }

    private static BegunRefund refund(UUID id, String key, long minor) {
        return new BegunRefund(key, id, Money.ofMinor(CurrencyUnit.EUR, minor), Money.zero(CurrencyUnit.EUR),
                BegunRefund.State.OPEN);
    }

    private static Remark remark(Remark.Kind kind, String words) {
        return new Remark(Gifts.NOW, "berta", kind, words);
    }

    private UUID entered(String key, long minor) {
        UUID id = UUID.randomUUID();
        PledgeOutcome outcome = book().enter(Gifts.pledge(id, key, "anna@example.org", minor), Way.PHONE,
                remark(Remark.Kind.ENTERED, ""));
        assertTrue(outcome.toString(), outcome instanceof PledgeOutcome.Recorded);
        return id;
    }

    private Gifts gifts() {
        return new Gifts(this::ledger);
    }

    private long version(UUID id) {
        return ledger().donation(id).orElseThrow().version();
    }
}
