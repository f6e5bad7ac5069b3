package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.service.ModelGateway;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The form of a site and its donors. */
abstract class DonorForms {
    static final String KEY = keyOfAnHourAgo(1);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final ModelGateway gateway = new ModelGateway();
    DonorSite site;

    @Before
    public void open() throws Exception {
        site = new DonorSite(folder.getRoot().toPath(), gateway);
    }

    Exchange send(Map<String, String> fields) throws Exception {
        return Exchange.post(site.form, "", fields);
    }

    Donation onlyOne() {
        assertEquals(1, site.book.donations.size());
        return List.copyOf(site.book.donations.values()).getFirst();
    }

    Map<?, ?> errors() {
        return (Map<?, ?>) site.shown.get("errors");
    }

    /** As the page has it, which the donor opened an hour ago. */
    static Map<String, String> form() {
        return Map.of("key", KEY, "campaign", "flood", "lang", "en", "provider", "model", "amount", "12.50", "name", "Ann",
                "email", "ann@example.org", "message", "two\r\nlines");
    }

    static String keyOfAnHourAgo(int number) {
        long madeAt = System.currentTimeMillis() - 3_600_000;
        return new UUID(madeAt << 16 | 0x7abc, 0x8000_0000_0000_0000L + number).toString();
    }

    static Map<String, String> with(Map<String, String> form, String field, String value) {
        var changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }
}
