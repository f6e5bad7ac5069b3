package org.groundswell.donations.api.receipts;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Who brings receipts to donors; while it is not there, nobody does. Thread-safe, and answers at once. */
@ProviderType
public interface ReceiptDelivery {

    /** Whether receipts go out, so that pages may promise one to whoever leaves an e-mail address. */
    boolean isReady();

    /**
     * The texts of a receipt that a site in this language has to bring, because the program has no words in it. While it
     * lacks one of them, its receipts are in another language.
     *
     * @param language a tag (BCP 47)
     * @return keys of the site's translations; empty where the program has all
     */
    Set<String> textsOfSite(String language);
}
