package org.groundswell.donations.receipts;

import java.util.Set;
import org.groundswell.donations.api.receipts.ReceiptDelivery;

/** Says to a program that has no node what a site needs for receipts. */
public final class OfflineDelivery implements ReceiptDelivery {

    /** For {@link java.util.ServiceLoader}. */
    public OfflineDelivery() {
    }

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public Set<String> textsOfSite(String language) {
        return ProgramTexts.in(language).lacking();
    }
}
