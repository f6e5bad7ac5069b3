package org.groundswell.donations.receipts;

import java.util.Optional;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/**
 * What a receipt is made of.
 *
 * @param issued its number; a test has none, and its mail says so
 * @param way how the gift was paid, in the receipt's language
 */
record Receipt(Donation donation, Optional<IssuedReceipt> issued, ReceiptTexts texts, String way) {

    boolean isTest() {
        return donation.pledge().test();
    }
}
