package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.junit.Test;

/**
 * Every page of the default site in each state in which donors meet it, with odd names and amounts, light and dark: axe-core
 * finds nothing on it. A new template, or a new state of one, is among them by itself. Each page is looked at in one language,
 * and they take turns; those that most donors come by are in {@link AccessibilityIT} in all of them, with a node.
 */
public class EveryPageIT {
    private static final List<String> LANGUAGES = List.of("en", "ar", "nl");
    /** What nothing but the moments of one donor can be, so that they are known to be there. */
    private static final List<String> FOR_ONE_DONOR = List.of("confirm", "onward", "wait", "thanks", "sorry", "monthly");

    @Test
    public void axeFindsNothing() throws Exception {
        var found = new ArrayList<String>();
        try (var site = new RenderedSite(RuntimeFolder.SHIPPED.resolve("site")); var browser = new Browser(true, "en")) {
            browser.open(site.address("wrong", "<img src=x>"));
            assertFalse("it does find what is wrong", browser.barriers().isEmpty());
            Map<String, List<Page>> pages = LANGUAGES.stream().collect(Collectors.toMap(each -> each, site::pages));
            List<String> names = names(pages.get("en"));
            pages.forEach((language, each) -> assertEquals("as many in " + language, names, names(each)));
            FOR_ONE_DONOR.forEach(each -> assertFalse(each + " is among them", !names.contains(each)));
            for (int i = 0; i < names.size(); i++) {
                String language = LANGUAGES.get(i % LANGUAGES.size());
                String name = "every-page-" + i + "-" + names.get(i).replace('/', '-') + "-" + language;
                browser.open(site.address(name, pages.get(language).get(i).html()));
                for (String scheme : List.of("light", "dark")) {
                    browser.prefers("prefers-color-scheme", scheme);
                    List<?> barriers = browser.barriers();
                    if (!barriers.isEmpty()) {
                        browser.keep(name + "-" + scheme);
                        found.add(name + ", " + scheme + ": " + barriers);
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static List<String> names(List<Page> pages) {
        return pages.stream().map(Page::name).toList();
    }
}
