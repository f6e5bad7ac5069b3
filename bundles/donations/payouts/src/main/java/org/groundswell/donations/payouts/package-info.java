/** What gateways have paid out is read, kept in a file of its own, and laid beside the ledger. */
package org.groundswell.donations.payouts;
