/** Gifts are found in a file of their own, which is made from the ledger and can be made anew. */
package org.groundswell.donations.search;
