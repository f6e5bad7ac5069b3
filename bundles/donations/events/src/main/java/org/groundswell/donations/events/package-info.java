/** Brings entries of the ledger to whoever wants to hear of them, each on a thread of its own. */
package org.groundswell.donations.events;
