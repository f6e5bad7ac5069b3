package org.groundswell.pages.site;

import java.util.Set;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.kernel.api.ports.PortUnavailableException;

/** Receipts with words in English and Dutch. */
final class TestDelivery implements ReceiptDelivery {
    boolean ready;
    boolean held;

    TestDelivery(boolean ready) {
        this.ready = ready;
    }

    @Override
    public boolean isReady() {
        if (held) {
            throw new PortUnavailableException("it is being replaced");
        }
        return ready;
    }

    @Override
    public Set<String> textsOfSite(String language) {
        return Set.of("en", "nl", "ar").contains(language) ? Set.of() : Set.of("receipt.title", "receipt.body");
    }
}
