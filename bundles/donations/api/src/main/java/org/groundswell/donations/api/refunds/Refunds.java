package org.groundswell.donations.api.refunds;

import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives money back to donors, in full or in part: through the gateway that took it, or, where none did, in the book only.
 * Whatever is clicked twice, asked by two at once, or lost on its way: one form gives back once, and never more than what
 * is left; one that says what was left when it was shown gives back nothing where somebody else was faster. Thread-safe. Calls
 * take as long as the gateway does, up to a minute and a half.
 */
@ProviderType
public interface Refunds {

    /** @throws LedgerUnavailableException if the book cannot be written; ask with the same key again */
    RefundOutcome refund(RefundRequest request);

    /**
     * Asks the gateway about the refund of this gift that it has not confirmed, and asks for it once more, with its own
     * key, where the gateway does not have it.
     *
     * @throws LedgerUnavailableException if the book cannot be written
     */
    RefundOutcome confirm(UUID donation);
}
