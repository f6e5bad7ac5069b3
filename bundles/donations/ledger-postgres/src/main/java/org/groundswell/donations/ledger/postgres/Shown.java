package org.groundswell.donations.ledger.postgres;

import java.util.List;
import org.groundswell.donations.api.Totals;

/**
 * What visitors see, at one moment.
 *
 * @param rehearsal 0 for real money, else the rehearsal that is on
 * @param totals    of all campaigns and currencies that have any
 * @param position  after the last entry that is in the totals
 */
record Shown(int rehearsal, List<Totals> totals, Position position) {
}
