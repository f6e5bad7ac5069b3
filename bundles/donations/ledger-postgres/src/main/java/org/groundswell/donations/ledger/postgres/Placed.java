package org.groundswell.donations.ledger.postgres;

import org.groundswell.donations.api.Entry;

/**
 * An entry and who has written it.
 *
 * @param writer whose entries become visible in the order of their sequences
 */
record Placed(int writer, Entry entry) {
}
