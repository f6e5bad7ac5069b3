package org.groundswell.donations.receipts;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;

/** A site with few words. */
final class TestPages implements Pages {
    private final Map<String, String> texts = new HashMap<>(Map.of("en campaign.flood.title", "Delta flood appeal",
            "nl campaign.flood.title", "Actie overstroming delta", "ar campaign.flood.title",
            "نداء إغاثة فيضانات الدلتا", "en footer.line", "Registered charity 90 1998 23.", "ar footer.line",
            "جمعية خيرية مسجّلة برقم \u206690 1998 23\u2069.", "nl receipt.thanks", "Bedankt namens iedereen in de delta."));

    private final List<String> languages;

    TestPages(String... languages) {
        this.languages = languages.length == 0 ? List.of("en", "nl", "ar") : List.of(languages);
    }

    void say(String language, String key, String text) {
        texts.put(language + " " + key, text);
    }

    @Override
    public Site site() {
        return new Site("Higher Ground", languages,
                List.of(new Campaign("flood", Money.parse("EUR 1000"), List.of())), ZoneId.of("Europe/Amsterdam"));
    }

    @Override
    public byte[] render(String page, String language, Map<String, ?> values) {
        throw new UnsupportedOperationException(page);
    }

    @Override
    public String text(String language, String key, Object... arguments) {
        return texts.getOrDefault(language + " " + key, key);
    }
}
