/** What gateways have sent to the bank, each euro explained, and files for the accountant. */
package org.groundswell.console.payouts;
