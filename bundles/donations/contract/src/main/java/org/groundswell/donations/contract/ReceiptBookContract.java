package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
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
