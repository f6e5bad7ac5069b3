package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * The pages that most donors of the default site come by, and the meter for other sites, in each language, light and dark:
 * axe-core finds nothing on them as a node serves them. {@link EveryPageIT} has all others, without a node.
 */
@RunWith(Parameterized.class)
public class AccessibilityIT {

    @ClassRule
    public static final SharedNode NODE = new SharedNode("accessibility");
    private final Visitor visitor = NODE.node().visitor();
    private final String language;

    public AccessibilityIT(String language) {
        this.language = language;
    }

    @Parameters(name = "{0}")
    public static List<String> languages() {
        return List.of("en", "nl", "ar");
    }

    @Test
    public void axeFindsNothing() throws Exception {
        var found = new ArrayList<String>();
        Map<String, String> pages = pages();
        try (var browser = new Browser(true, language)) {
            browser.open("data:text/html,<img src=x>");
            assertFalse("it does find what is wrong", browser.barriers().isEmpty());
            for (String scheme : new String[] {"light", "dark"}) {
                browser.prefers("prefers-color-scheme", scheme);
                for (var page : pages.entrySet()) {
                    browser.phone();
                    browser.open(visitor.base() + page.getValue());
                    look(browser, page.getKey() + "-" + scheme, found);
                }
                browser.open(visitor.base() + "/" + language + "/donate");
                browser.type("#other", "???");
                browser.click("form.donation button.wide");
                browser.find("#problem-amount");
                look(browser, "mistake-" + scheme, found);
                browser.show(visitor.base() + "/" + language + "/about", keyless());
                look(browser, "confirm-" + scheme, found);
            }
            atOtherDevices(browser, pages);
        }
        assertEquals(List.of(), found);
    }

    /** On a small phone with letters twice as large, too: a field without its name helps nobody. */
    @Test
    public void theSummaryOfMistakesLeadsToAFieldAndItsName() throws Exception {
        try (var browser = new Browser(true, language)) {
            for (boolean large : new boolean[] {false, true}) {
                browser.open(visitor.base() + "/" + language + "/donate");
                browser.type("#other", "???");
                browser.type("#email", "jan at home");
                browser.click("form.donation button.wide");
                browser.find("#problem-amount");
                if (large) {
                    browser.smallWithLargeLetters();
                }
                for (String field : List.of("other", "email")) {
                    browser.click(".problems a[href='#" + field + "']");
                    Await.until("the focus", () -> field.equals(browser.focused().getDomAttribute("id")));
                    assertEquals(field, List.of(), browser.outOfSight("label[for=" + field + "]", "#" + field));
                }
                browser.keep("accessibility-" + language + "-mistake-" + (large ? "large" : "phone"));
            }
        }
    }

    private void look(Browser browser, String name, List<String> found) throws Exception {
        browser.keep("accessibility-" + language + "-" + name);
        browser.barriers().forEach(each -> found.add(name + ": " + each));
    }

    /** Only kept, to be looked at. */
    private void atOtherDevices(Browser browser, Map<String, String> pages) throws Exception {
        for (String page : new String[] {"home", "donate"}) {
            browser.prefers("forced-colors", "active");
            browser.open(visitor.base() + pages.get(page));
            browser.keep("accessibility-" + language + "-" + page + "-forced");
            browser.prefers("prefers-color-scheme", "light");
            browser.desk();
            browser.open(visitor.base() + pages.get(page));
            browser.keep("accessibility-" + language + "-" + page + "-desk");
            browser.phone();
        }
        browser.phoneWithLargeLetters(visitor.base() + pages.get("donate"));
        browser.keep("accessibility-" + language + "-donate-large");
    }

    private Map<String, String> pages() throws Exception {
        var pages = new LinkedHashMap<String, String>();
        for (String each : new String[] {"donate", "about", "contact", "privacy", "nothing"}) {
            pages.put(each, "/" + language + "/" + each);
        }
        pages.put("home", "/" + language + "/");
        pages.put("news", "/" + language + "/news");
        pages.put("embed", "/embed/flood/" + language);
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "12", "Noor"));
        fields.put("lang", language);
        fields.put("monthly", "yes");
        String checkout = visitor.post("/donations", fields).location();
        pages.put("checkout", begun());
        String paid = end(checkout, "pay");
        pages.put("thanks", paid);
        Element stop = Jsoup.parse(visitor.get(paid).body(), visitor.base()).selectFirst("a[href*=/monthly]");
        assertNotNull("a monthly gift can be ended", stop);
        pages.put("monthly", stop.absUrl("href").substring(visitor.base().length()));
        pages.put("sorry", end(begun(), "cancel"));
        pages.put("waiting", end(begun(), "pending"));
        return pages;
    }

    /** The summary of a form without a key. */
    private String keyless() throws Exception {
        var fields = new HashMap<>(Visitor.donation("", "12", "Noor"));
        fields.remove("key");
        fields.put("lang", language);
        Answer confirm = visitor.post("/donations", fields);
        assertEquals(200, confirm.status());
        return confirm.body();
    }

    private String begun() throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "12", "Noor"));
        fields.put("lang", language);
        return visitor.post("/donations", fields).location();
    }

    private String end(String checkout, String decision) throws Exception {
        Answer decided = visitor.post(checkout, Map.of("action", decision));
        return visitor.get(decided.location()).location();
    }
}
