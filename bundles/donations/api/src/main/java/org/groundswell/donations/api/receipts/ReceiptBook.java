package org.groundswell.donations.api.receipts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
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

    /** The receipt was sent, or never can be: nothing more is owed. */
    void settle(UUID donation, Instant at);

    /** Not now: due again at {@code until}. Changes nothing where none is owed. */
    void postpone(UUID donation, Instant until);

    /** How many are owed. */
    long owed();
}
