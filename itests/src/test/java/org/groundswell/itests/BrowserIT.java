package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.Parameters;
import org.openqa.selenium.WebElement;

/** The donor's whole journey in Chromium, in each language, with scripts and without. */
@RunWith(Parameterized.class)
public class BrowserIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("browser", Map.of("org.groundswell.donations.moderation",
            List.of("names = plain")));

    private final String language;
    private final boolean scripts;
    private final Words words;
    private final SharedBrowser shared;

    /** What stands on the pages of a language. */
    private record Words(String direction, String amount, String shown, String thanks, String waiting, String canceled,
            String mistake, String error) {
    }

    private static final Map<String, Words> WORDS = Map.of(
            "en", new Words("ltr", "12.50", "€12.50", "Thank you!", "We are still waiting for your bank",
                    "You stopped the payment", "Please enter an amount such as 10 or 10.50.", "Error: "),
            "nl", new Words("ltr", "12,50", "€ 12,50", "Dank u wel!", "We wachten nog op uw bank",
                    "U hebt de betaling gestopt", "Vul een bedrag in, bijvoorbeeld 10 of 10,50.", "Fout: "),
            "ar", new Words("rtl", "١٢٫٥٠", "12.50 €", "شكرًا لك!", "ما زلنا ننتظر بنكك", "أوقفتَ عملية الدفع",
                    "يرجى إدخال مبلغ مثل 10 أو 10.50.", "خطأ: "));

    public BrowserIT(String language, boolean scripts, SharedBrowser shared) {
        this.language = language;
        this.scripts = scripts;
        this.words = WORDS.get(language);
        this.shared = shared;
    }

    @Parameters(name = "{0}, scripts {1}")
    public static List<Object[]> journeys() {
        return Stream.of("en", "nl", "ar").flatMap(language -> Stream.of(true, false).map(scripts ->
                new Object[] {language, scripts, new SharedBrowser(scripts, language)})).toList();
    }

    @AfterParam
    public static void close(String language, boolean scripts, SharedBrowser shared) {
        shared.close();
    }

    @Test
    public void aDonorGives() throws Exception {
        Browser browser = shared.fresh();
        String home = NODE.node().visitor().base() + "/" + language + "/";
        browser.open(home);
        assertEquals(words.direction, browser.find("html").getDomAttribute("dir"));
        keep(browser, "1-home");
        browser.click(".act .button");
        keep(browser, "2-donate");
        aMistakeIsExplained(browser);
        long before = NODE.node().settledTotal();
        fill(browser, words.amount, "Noor " + language + scripts);
        keep(browser, "4-filled");
        browser.click("form.donation button.wide");
        Await.until("the gateway's page", () -> browser.url().contains("/sandbox/checkout/"));
        keep(browser, "5-checkout");
        browser.click("button[value=pay]");
        browser.awaitText("h1", words.thanks);
        assertEquals(words.shown, plain(browser.text(".big")));
        keep(browser, "6-thanks");
        // What a test before this one has left waiting may be paid meanwhile.
        Await.until("the total moves", () -> NODE.node().visitor().raised() >= before + 1250);
        Await.until("the home page names the donor", () -> {
            browser.open(home);
            return browser.text("#latest").contains("Noor " + language + scripts);
        });
        browser.desk();
        keep(browser, "7-home-afterwards");
        assertEquals("the browser has no complaints", List.of(), browser.complaints().stream()
                .filter(complaint -> !complaint.contains("422")).toList());
    }

    @Test
    public void aDonorChangesTheirMind() throws Exception {
        Browser browser = shared.fresh();
        String donate = NODE.node().visitor().base() + "/" + language + "/donate";
        browser.open(donate);
        browser.click("form.donation button.wide");
        browser.click("button[value=cancel]");
        browser.awaitText("h1", words.canceled);
        keep(browser, "8-sorry");
        browser.open(donate);
        browser.click("form.donation button.wide");
        browser.click("button[value=pending]");
        browser.awaitText("h1", words.waiting);
        keep(browser, "9-waiting");
        if (scripts) {
            String checkout = browser.find(".card .button").getDomProperty("href");
            NODE.node().visitor().post(checkout.substring(checkout.indexOf("/sandbox/")), Map.of("action", "pay"));
            browser.awaitText("h1", words.thanks);
        }
    }

    @Test
    public void anotherLanguageKeepsWhatWasTyped() throws Exception {
        String other = language.equals("nl") ? "en" : "nl";
        Browser browser = shared.fresh();
        browser.open(NODE.node().visitor().base() + "/" + language + "/donate");
        fill(browser, words.amount, "Noor & Co");
        browser.click(".languages button[value=" + other + "]");
        Await.until("the other language", () -> browser.find("html").getDomAttribute("lang").equals(other));
        assertEquals(WORDS.get(other).amount, browser.find("#other").getDomProperty("value"));
        assertEquals("Noor & Co", browser.find("#name").getDomProperty("value"));
        assertFalse("nothing of it is in an address", browser.url().contains("?"));
        browser.click("form.donation button.wide");
        browser.click("button[value=pay]");
        browser.awaitText("h1", WORDS.get(other).thanks);
        browser.click(".languages a[lang=" + language + "]");
        browser.awaitText("h1", words.thanks);
        assertEquals("it is still this gift", words.shown, plain(browser.text(".big")));
    }

    @Test
    public void aGiftCardChoosesItsAmount() throws Exception {
        Browser browser = shared.fresh();
        String base = NODE.node().visitor().base() + "/" + language;
        browser.open(base + "/");
        browser.click(".gifts li:nth-child(3) a");
        Await.until("the form", () -> browser.url().contains("/" + language + "/donate"));
        assertEquals("from memory where there are scripts", scripts, !browser.url().contains("?"));
        assertEquals("50", browser.find("[name=amount]:checked").getDomProperty("value"));
        assertEquals(List.of("does-amount-2"), shown(browser, ".does"));
        keep(browser, "gift-card");
        browser.find("[name=amount][value='100']").click();
        assertEquals("what it does changes with it", List.of("does-amount-3"), shown(browser, ".does"));
        browser.find("[name=monthly][value=yes]").click();
        assertEquals(List.of("does-monthlyAmount-1"), shown(browser, ".does"));
        assertFalse(browser.find(".once").isDisplayed());
        keep(browser, "gift-monthly");
        browser.type("#other", words.amount);
        assertEquals("nobody knows", List.of(), shown(browser, ".does"));
        for (String mark : scripts ? List.of("?", "#") : List.of("?")) {
            browser.open("about:blank");
            browser.open(base + "/donate" + mark + "amount=20&monthly=yes");
            assertTrue(browser.find("[name=monthly][value=yes]").isSelected());
            assertEquals("20", browser.find("[name=monthlyAmount]:checked").getDomProperty("value"));
            browser.open("about:blank");
            browser.open(base + "/donate" + mark + "amount=12.5");
            assertEquals(language.equals("nl") ? "12,50" : "12.50", browser.find("#other").getDomProperty("value"));
            assertEquals(List.of(), chosen(browser));
        }
        browser.type("#email", "noor@example.org");
        browser.find("[name=monthly][value=yes]").click();
        browser.click("form.donation button.wide");
        Await.until("the gateway's page", () -> browser.url().contains("/sandbox/checkout/"));
        assertEquals("the browser has no complaints", List.of(), browser.complaints());
    }

    private static List<WebElement> chosen(Browser browser) {
        return browser.findAll("[name=amount]").stream().filter(WebElement::isSelected).toList();
    }

    private static List<String> shown(Browser browser, String css) {
        return browser.findAll(css).stream().filter(WebElement::isDisplayed).map(each -> each.getDomAttribute("id"))
                .toList();
    }

    @Test
    public void nobodyHasToScrollSideways() throws Exception {
        if (!scripts) {
            return;
        }
        NODE.node().visitor().give("18", "Wolfeschlegelsteinhausenbergerdorff " + language, "pay");
        NODE.node().visitor().give("19", "", "pay");
        Browser browser = shared.fresh();
        for (String page : List.of("", "donate", "contact", "about", "nothing")) {
            browser.phoneWithLargeLetters(NODE.node().visitor().base() + "/" + language + "/" + page);
            keep(browser, "large-" + page);
            assertEquals(page, List.of(), browser.beyondTheEdge());
            assertEquals(page, List.of(), browser.brokenWords(".name > bdi"));
        }
    }

    @Test
    public void theOtherPagesAreThere() throws Exception {
        Browser browser = shared.fresh();
        String base = NODE.node().visitor().base() + "/" + language + "/";
        for (String page : List.of("about", "contact", "nothing")) {
            browser.open(base + page);
            assertFalse(browser.text("h1").isBlank());
            keep(browser, page);
        }
        browser.open(base + "contact");
        browser.type("#name", "Sam");
        browser.type("#email", "sam@example.org");
        browser.type("#text", "Hello");
        browser.click("form.donation button.wide");
        assertTrue(browser.find("[role=status]").isDisplayed());
    }

    @Test
    public void withScriptsTheTotalMovesWhilePeopleWatch() throws Exception {
        if (!scripts) {
            return;
        }
        Browser browser = shared.fresh();
        browser.open(NODE.node().visitor().base() + "/" + language + "/");
        String before = browser.text("[data-show=raised]");
        NODE.node().visitor().give("18", "Watched " + language, "pay");
        Await.until("the total on the open page moves",
                () -> !browser.text("[data-show=raised]").equals(before));
        Await.until("the list on the open page, too",
                () -> browser.text("#latest").contains("Watched " + language));
        // A payment that another test left open may come at any moment, and moves both.
        Await.until("the total is as the server writes it", () -> plain(browser.text("[data-show=raised]")).equals(plain(Jsoup.parse(
                NODE.node().visitor().get("/" + language + "/").body()).select("[data-show=raised]").text())));
    }

    private void aMistakeIsExplained(Browser browser) throws Exception {
        browser.type("#other", "???");
        browser.click("form.donation button.wide");
        browser.awaitText("#problem-amount", words.mistake);
        assertTrue(browser.title(), browser.title().startsWith(words.error));
        assertEquals("the summary has the focus", "problems", browser.focused().getDomAttribute("class"));
        assertEquals("nothing else is chosen beside what was typed", List.of(), chosen(browser));
        browser.click(".problems a");
        assertEquals("its link leads to the field", "other", browser.focused().getDomAttribute("id"));
        keep(browser, "3-mistake");
    }

    private static void fill(Browser browser, String amount, String name) {
        browser.type("#other", amount);
        browser.type("#name", name);
        browser.type("#message", "💧 " + name);
    }

    private void keep(Browser browser, String name) throws Exception {
        browser.keep(language + (scripts ? "-scripts-" : "-plain-") + name);
    }

    /** Without the invisible marks that steer the direction of text, and with ordinary spaces. */
    private static String plain(String text) {
        return text.replaceAll("[\\u200e\\u200f\\u061c]", "").replace('\u00a0', ' ').strip();
    }
}
