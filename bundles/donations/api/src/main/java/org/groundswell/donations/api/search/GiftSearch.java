package org.groundswell.donations.api.search;

import java.util.Optional;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds gifts in a file beside the ledger, which follows it within a second and never makes it wait. What is found has to
 * be read from the ledger: it may have changed since. Thread-safe. Every method may throw
 * {@link LedgerUnavailableException} where the file cannot be read.
 */
@ProviderType
public interface GiftSearch {
    /** Nobody counts further. */
    int MOST_COUNTED = 1_000;

    /**
     * A page.
     *
     * @param before as {@link GiftHits#next} has told it; 0 for the first page
     * @param limit  how many at most, 1 to 1000
     */
    GiftHits find(GiftQuery query, long before, int limit);

    /** How many there are; one more than {@link #MOST_COUNTED} stands for more than that. */
    int count(GiftQuery query);

    /** How far it is behind the ledger, in words for an admin; nothing where it is not. */
    Optional<String> behind();
}
