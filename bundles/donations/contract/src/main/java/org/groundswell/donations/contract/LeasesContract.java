package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.Leases;
import org.junit.Test;

/** The leases of a ledger, as a node sees them that nobody disturbs. */
public abstract class LeasesContract {

    /** The leases under test; nobody has any. */
    protected abstract Leases leases();

    @Test
    public void whoHasALeaseKeepsItUnderOneFence() {
        Lease lease = take("receipts");
        assertTrue(leases().isHeld(lease));
        assertEquals("again", lease, take("receipts"));
        assertEquals("receipts", lease.job());
        assertEquals("nobody wrote anything down", "", lease.mark());
    }

    @Test
    public void eachJobIsByItself() {
        Lease receipts = take("receipts");
        Lease webhooks = take("webhooks crm~1");
        assertEquals(List.of(receipts, webhooks), leases().held());
        leases().giveBack(receipts);
        assertFalse(leases().isHeld(receipts));
        assertTrue(leases().isHeld(webhooks));
        assertEquals(List.of(webhooks), leases().held());
    }

    @Test
    public void whatWasGivenBackCanBeTakenAgain() {
        Lease lease = take("receipts");
        leases().giveBack(lease);
        leases().giveBack(lease);
        assertEquals("nobody was there in between", lease.fence(), take("receipts").fence());
    }

    @Test
    public void theHolderMayWriteDownHowFarItIs() {
        Lease lease = take("receipts");
        leases().note(lease, "as far as here");
        assertTrue("it is the same lease", leases().isHeld(lease));
        leases().giveBack(take("receipts"));
        assertFalse(leases().isHeld(lease));
    }

    @Test
    public void aNameIsOne() {
        for (String wrong : List.of("", " receipts", "Receipts", "a\nb", "a".repeat(201))) {
            assertThrows(wrong, IllegalArgumentException.class, () -> leases().take(wrong));
        }
    }

    private Lease take(String job) {
        return leases().take(job).orElseThrow();
    }
}
