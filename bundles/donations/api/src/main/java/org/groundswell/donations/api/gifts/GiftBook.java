package org.groundswell.donations.api.gifts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people of the charity do with gifts. Part of the ledger, and thread-safe and durable as {@link Ledger}: every
 * method may throw {@link LedgerUnavailableException} as there. What is said about a gift stands beside the book, since it
 * may be erased and the book never changes.
 */
@ProviderType
public interface GiftBook {

    /**
     * Records a gift that has arrived already: pledge, payment and total in one transaction, once for each key.
     *
     * @param remark who entered it, of the kind {@link Remark.Kind#ENTERED}
     */
    PledgeOutcome enter(Pledge pledge, Way way, Remark remark);

    /**
     * Puts the donor of a gift right, with an entry of the cause {@code CORRECTION}. An address that was missing makes a
     * receipt owed where none was sent.
     *
     * @param donor  as it is to be from now on
     * @param basis  the version of the donation that was shown: where it has moved, the outcome is stale
     * @param remark who, of the kind {@link Remark.Kind#CORRECTED}
     * @return ignored where nothing is different
     */
    ChangeOutcome correct(UUID donation, Donor donor, long basis, Remark remark);

    /**
     * Forgets who gave: name, address and words of the gift, and the words of all remarks on it; its money stays in the
     * books. With an entry of the cause {@code ERASURE}. A receipt that was not sent is not owed any more; the number of
     * one that was given out stays.
     *
     * @param author who does it
     * @return ignored where there is nobody to forget any more
     */
    ChangeOutcome erase(UUID donation, String author, Instant at);

    /**
     * Forgets who gave, unless the gift has moved since somebody decided that.
     *
     * @param basis the version of the donation that it was decided from: where it has moved, the outcome is stale.
     *              A ledger from before 1.1 does not look
     */
    default ChangeOutcome erase(UUID donation, long basis, String author, Instant at) {
        return erase(donation, author, at);
    }

    /** @return whether there is such a donation */
    boolean remark(UUID donation, Remark remark);

    /** Everything that was said about a gift, oldest first. */
    List<Remark> remarks(UUID donation);

    /**
     * Keeps a refund before its gateway hears of it. At most one of a gift is open at any time.
     *
     * @param remark who and why, of the kind {@link Remark.Kind#REFUND}; kept with a refund that is new
     * @return the one with this key as it was begun, if there is one already; else the one of this gift that is open; else
     *         this one
     */
    BegunRefund begin(BegunRefund refund, Remark remark);

    /** Says how a refund ended; one that ended before stays as it is. */
    void end(String key, BegunRefund.State state);

    /** The refund with this key. */
    Optional<BegunRefund> refund(String key);

    /** The refund of this gift that is open. */
    Optional<BegunRefund> openRefund(UUID donation);
}
