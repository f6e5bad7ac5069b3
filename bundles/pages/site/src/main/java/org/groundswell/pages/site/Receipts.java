package org.groundswell.pages.site;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.pages.api.Site;

/**
 * What pages know of receipts.
 *
 * @param promised whether donors are told that they get one
 * @param texts    what each language has to bring for them, by language
 */
record Receipts(boolean promised, Map<String, Set<String>> texts) {
    static final Receipts NONE = new Receipts(false, Map.of());

    static Receipts of(ReceiptDelivery delivery, Site site) {
        var texts = new TreeMap<String, Set<String>>();
        site.languages().forEach(language -> texts.put(language, Set.copyOf(delivery.textsOfSite(language))));
        return new Receipts(delivery.isReady(), Map.copyOf(texts));
    }
}
