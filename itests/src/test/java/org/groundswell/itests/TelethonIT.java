package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.junit.ClassRule;
import org.junit.Test;
import org.openqa.selenium.Keys;

/** The evening on television: volunteers at the phones, an editor who reads names, and the screen in the studio. */
public class TelethonIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("telethon");
    private static final String PASSWORD = "a lantern at the sea";

    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();
    private final Visitor admin = node.admin();

    @Test
    public void aVolunteerNeedsTheKeyboardOnlyAndNoScripts() throws Exception {
        String link = link("petra", "phone");
        try (var browser = new Browser(false, "en")) {
            browser.desk();
            browser.open(admin.base() + "/admin/welcome?link=" + link);
            browser.type("[name=password]", PASSWORD);
            browser.type("[name=again]", PASSWORD);
            browser.click("form.card button");
            Await.until("she lands in the phone room", () -> browser.url().endsWith("/admin/phone"));
            browser.focused().sendKeys("12,50", Keys.TAB, "Ana", Keys.ENTER);
            browser.awaitText(".done", "In the books: €12.50 Ana");
            browser.keep("admin-phone");
            browser.focused().sendKeys("1.000", Keys.TAB, "Otto", Keys.ENTER);
            Await.until("one of two amounts is no amount", () -> !browser.findAll(".problem").isEmpty());
            assertEquals("Otto", browser.find("input[name=name]").getDomProperty("value"));
            browser.focused().sendKeys(Keys.chord(Keys.CONTROL, "a"), "20", Keys.ENTER);
            browser.awaitText(".done", "In the books: €20.00 Otto");
            assertEquals(2, browser.findAll("ul.plain li").size());
            browser.click("ul.plain li:last-child a");
            browser.type("[name=name]", "Anna");
            browser.keep("admin-phone-correct");
            browser.click("[value=save]");
            browser.awaitText(".done", "Put right: €12.50 Anna");
            assertFalse("nothing else is hers", browser.text("nav").contains("Gifts"));
        }
        String[] petra = basic("petra");
        String form = "0123456789abcdef";
        for (int i = 0; i < 2; i++) {
            assertEquals(303, admin.post("/admin/phone", gift("7", form), petra).status());
        }
        Answer first = admin.post("/admin/phone", gift("250", "fedcba9876543210"), petra);
        String[] known = {petra[0], petra[1], "Cookie", first.header("set-cookie").replaceFirst(";.*", "")};
        String id = Jsoup.parse(admin.get("/admin/phone", known).body())
                .select("a[href^='/admin/phone/correct?id=']").attr("href").replaceFirst(".*=", "");
        String page = admin.get("/admin/phone/correct?id=" + id, known).body();
        var correction = new HashMap<>(gift("25", ""));
        correction.putAll(Map.of("id", id, "do", "save", "basis", Visitor.valueIn(page, "basis")));
        for (int i = 0; i < 2; i++) {
            assertEquals(303, admin.post("/admin/phone/correct", correction, petra).status());
        }
        Await.until("each counts once: 12.50, 20, 7 and 25", () -> visitor.raised() == 6450);
        assertEquals("the books are right", 0, node.script("shell", "groundswell:audit").status());
        String log = admin.get("/admin/audit", "Authorization", Console.basic(node.password())).body();
        assertTrue(log, log.contains("petra") && log.contains("Entered a gift"));
    }

    @Test
    public void theScreenMovesAndShowsWhomEverybodyMaySee() throws Exception {
        invite("edith", "editor", "phone");
        try (var screen = new Browser(true, "en"); var browser = new Browser(true, "en")) {
            screen.desk();
            browser.desk();
            screen.open(visitor.base() + "/studio/en/flood?background=green");
            Await.until("there is a total", () -> screen.text(".raised").startsWith("€"));
            give("Sanna Screen", "Warm wishes");
            give("Rude Rudolf", "boo");
            Await.until("the gifts wait", () -> admin.get("/admin/words", edith()).body().contains("Rudolf"));
            assertFalse("nobody has read the names", screen.text("body").contains("Sanna"));
            browser.signIn(admin.base(), "edith", PASSWORD, "/admin/words");
            browser.keep("admin-words");
            assertEquals(List.of(), browser.barriers());
            assertTrue("the first one has the focus", browser.focused().getDomAttribute("name").startsWith("d-"));
            browser.focused().sendKeys("3");
            browser.focused().sendKeys("1");
            browser.focused().sendKeys(Keys.ENTER);
            browser.awaitText(".done", "Changed: 2");
            Await.until("she is on the screen", () -> screen.text(".names").contains("Sanna Screen"));
            assertFalse(screen.text("body").contains("Rudolf"));
            Await.until("her words are on the page", () -> visitor.get("/en/").body().contains("Warm wishes"));
            screen.keep("studio-en");
            browser.open(admin.base() + "/admin/words?which=all&words=Sanna");
            browser.focused().sendKeys("3");
            browser.click("form.words button");
            browser.awaitText(".done", "Changed: 1");
            Await.until("and leaves it", () -> screen.findAll(".names li").isEmpty());
            looks(browser);
            // Nobody is signed in after this.
            node.kill();
            node.start();
            String before = screen.text(".raised");
            give("Sanna Screen", "");
            Await.until("the screen comes back by itself", () -> !screen.text(".raised").equals(before));
            screen.open(visitor.base() + "/studio/ar/flood");
            Await.until("it speaks Arabic", () -> screen.text(".of").contains("من"));
            screen.keep("studio-ar");
            assertEquals(List.of(), screen.complaints().stream().filter(each -> each.contains("Policy")).toList());
        }
    }

    @Test
    public void messagesAreReadAnsweredAndTakenAway() throws Exception {
        invite("emil", "editor");
        String[] emil = basic("emil");
        assertEquals(200, visitor.post("/contact", Map.of("lang", "en", "name", "=Bob", "email", "bob@example.org", "text",
                "May I lend you <b>my boat</b>?\nIt floats.")).status());
        String page = admin.get("/admin/messages", emil).body();
        assertTrue(page, page.contains("&lt;b&gt;my boat&lt;/b&gt;") && page.contains("mailto:bob@example.org?subject="));
        String id = Visitor.valueIn(page, "done");
        assertEquals(303, admin.post("/admin/messages", Map.of("done", id), emil).status());
        assertFalse(admin.get("/admin/messages", emil).body().contains("my boat"));
        assertTrue(admin.get("/admin/messages?which=done", emil).body().contains("my boat"));
        Answer file = admin.get("/admin/messages/export", emil);
        assertTrue(file.body(), file.body().contains("\"'=Bob\",\"bob@example.org\",\"done\",\"May I lend you"));
    }

    /** In each language, and dark; nobody stumbles, and the browser has nothing to complain about. */
    private void looks(Browser browser) throws Exception {
        for (String language : List.of("nl", "ar")) {
            browser.open(admin.base() + "/admin/words?which=all");
            browser.click("button[name=language][value=" + language + "]");
            Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
            browser.prefers("prefers-color-scheme", language.equals("ar") ? "dark" : "light");
            for (String page : List.of("words?which=all", "messages", "studio", "phone")) {
                browser.open(admin.base() + "/admin/" + page);
                browser.find("nav a[aria-current][href='/admin/" + page.replaceAll("\\?.*", "") + "']");
                assertEquals(page + " in " + language, List.of(), browser.barriers());
                browser.keep("admin-" + page.replaceAll("\\?.*", "") + "-" + language);
            }
        }
        assertEquals(List.of(), browser.complaints());
    }

    /** @return the link by which somebody comes in */
    private String link(String name, String... roles) throws Exception {
        var form = new HashMap<>(Map.of("what", "invite", "name", name));
        List.of(roles).forEach(role -> form.put("role-" + role, "yes"));
        String page = admin.post("/admin/people", form, "Authorization", Console.basic(node.password())).body();
        return Jsoup.parse(page).select("#link").text().replaceFirst(".*=", "");
    }

    private void invite(String name, String... roles) throws Exception {
        admin.post("/admin/welcome", Map.of("link", link(name, roles), "password", PASSWORD, "again", PASSWORD));
    }

    private String[] edith() {
        return basic("edith");
    }

    private static String[] basic(String name) {
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8))};
    }

    private static Map<String, String> gift(String amount, String key) {
        return Map.of("campaign", "flood", "language", "nl", "amount", amount, "name", "Piet", "shown", "yes", "test",
                "yes", "key", key);
    }

    private void give(String name, String message) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "25", name));
        fields.put("message", message);
        Answer decided = visitor.post(visitor.post("/donations", fields).location(), Map.of("action", "pay"));
        assertEquals(303, visitor.get(decided.location()).status());
    }
}
