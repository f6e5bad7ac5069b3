/** What every ledger of ours has: listeners that are told in time, and the health of its writer. Carried inside. */
package org.groundswell.donations.ledger.shared;
