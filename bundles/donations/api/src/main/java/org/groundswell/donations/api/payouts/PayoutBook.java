package org.groundswell.donations.api.payouts;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What gateways have paid out, each line laid beside the ledger. It is read from the gateways now and then, and kept in a
 * file that can be read again. Thread-safe. Every method but {@link #readNow} and {@link #problems} may throw
 * {@link LedgerUnavailableException} where the file cannot be read.
 *
 * <p>A payout is of the month in which it reaches the bank, or was made where that is not known.
 */
@ProviderType
public interface PayoutBook {

    /**
     * A page of payouts, the latest first.
     *
     * @param next  as {@link PayoutList#next} has told it, or "" for the first page
     * @param limit how many at most, 1 to 1000
     * @throws IllegalArgumentException if there is no such page
     */
    PayoutList payouts(String next, int limit);

    /** The payout with this id. */
    Optional<KeptPayout> payout(String provider, String id);

    /**
     * Lines of a payout in the order in which they were read.
     *
     * @param onlyUnexplained whether those that are accounted for are left out
     * @param after           the number of the last line of the page before, or 0
     * @param limit           how many at most, 1 to 1000
     */
    List<KeptLine> lines(String provider, String id, boolean onlyUnexplained, long after, int limit);

    /**
     * Lines of all payouts of a month.
     *
     * @param campaign null for all, "" for what belongs to no gift
     * @param after    the number of the last line of the page before, or 0
     * @param limit    how many at most, 1 to 1000
     */
    List<KeptLine> lines(YearMonth month, String campaign, long after, int limit);

    /** What a month brought, by campaign and currency; at most some hundreds. */
    List<PayoutSum> sums(YearMonth month);

    /** When all gateways were asked last, to the end or not; nothing where that is still to come. */
    Optional<Instant> asked();

    /** Why gateways could not be asked to the end, by their names, in words for an admin. */
    Map<String, String> problems();

    /** Has the gateways asked as soon as possible; returns at once. */
    void readNow();
}
