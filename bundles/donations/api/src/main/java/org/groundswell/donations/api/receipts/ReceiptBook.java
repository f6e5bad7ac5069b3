package org.groundswell.donations.api.receipts;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which donations still need a receipt. Part of the ledger: a payment and the receipt that is owed for it are one
 * transaction, so none is forgotten and none is owed twice. Thread-safe and durable as {@link Ledger}, and every method
 * may throw {@link LedgerUnavailableException} as there.
 *
 * <p>A receipt is owed for a donation that has an e-mail address, from the moment its money counts until a receipt was
 * sent, unless all of the money went back before.
 */
@ProviderType
public interface ReceiptBook {

    /**
     * Takes receipts that are due, the longest due first. Nobody else gets them before {@code until}; if nothing is
     * heard of them by then they are due again.
     *
     * @param now   what is due by then
     * @param until later than {@code now}
     * @param limit how many at most, 1 to 100
     */
    List<Donation> take(Instant now, Instant until, int limit);

    /**
     * Gives the donation's receipt its number, when it goes out and not before: in a transaction of its own, which no
     * payment waits for. The numbers of a year have no gaps, whoever asks and whatever fails in between;
     * tests have numbers of their own. Asking again
     * gives the same number, also when the receipt was sent, and after a restart.
     *
     * @param at   when it is issued
     * @param zone the site's time zone, which decides the year
     * @return nothing where no receipt is owed and none was issued: the donation is not known, say, or its money went
     *         back meanwhile
     */
    Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone);

    /** The receipt was sent, or never can be: nothing more is owed. */
    void settle(UUID donation, Instant at);

    /** Not now: due again at {@code until}. Changes nothing where none is owed. */
    void postpone(UUID donation, Instant until);

    /**
     * The receipt is owed once more, with the number that it has, because the donor has lost it or has another address.
     *
     * @return whether it is: the donation has an e-mail address and money that counts
     */
    boolean again(UUID donation, Instant at);

    /** The receipt that was given out for this donation. */
    Optional<IssuedReceipt> issued(UUID donation);

    /** The donation whose receipt has this number; the time of its issue does not matter. */
    Optional<UUID> donation(IssuedReceipt receipt);

    /** How many are owed. */
    long owed();

    /**
     * The same book for whoever sends receipts for all nodes: taking, issuing, settling and postponing are refused with
     * {@link LeaseLostException} once another node has the lease, and what its earlier holders had taken is due at once.
     *
     * @param lease of the job of sending receipts
     * @return this one where no other node can have the lease
     */
    default ReceiptBook under(Lease lease) {
        return this;
    }
}
