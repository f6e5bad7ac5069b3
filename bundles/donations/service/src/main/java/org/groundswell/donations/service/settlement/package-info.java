/** What a gateway says of a payment, and how it comes into the ledger: asked, told, and looked up later. */
package org.groundswell.donations.service.settlement;
