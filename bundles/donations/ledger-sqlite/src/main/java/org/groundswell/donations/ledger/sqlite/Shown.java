package org.groundswell.donations.ledger.sqlite;

import java.util.List;
import org.groundswell.donations.api.Totals;

/**
 * What visitors see.
 *
 * @param rehearsal 0 for real money, else the rehearsal that is on
 * @param totals    of all campaigns and currencies that have any
 */
record Shown(int rehearsal, List<Totals> totals) {
}
