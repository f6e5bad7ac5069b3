/** A thank-you by e-mail with a PDF receipt, once for each paid donation. */
package org.groundswell.donations.receipts;
