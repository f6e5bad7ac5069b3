package org.groundswell.donations.ledger.sqlite;

import java.util.Optional;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.PledgeOutcome;

/**
 * A gift that was entered by hand.
 *
 * @param entry the one with its money; nothing where the gift was there before
 */
record Entered(PledgeOutcome outcome, Optional<Entry> entry) {
}
