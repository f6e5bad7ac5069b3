package org.groundswell.donations.ledger.sqlite;

import org.groundswell.donations.api.Donation;

/**
 * A donation as it stands in the book.
 *
 * @param rehearsal 0 for real money, else the rehearsal whose test it is
 */
record Booked(Donation donation, int rehearsal) {
}
