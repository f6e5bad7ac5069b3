package org.groundswell.donations.receipts;

import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/**
 * What a receipt is made of.
 *
 * @param way how the gift was paid, in the receipt's language
 */
record Receipt(Donation donation, IssuedReceipt issued, ReceiptTexts texts, String way) {

    boolean isTest() {
        return donation.pledge().test();
    }
}
