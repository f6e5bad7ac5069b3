package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.ClassRule;
import org.junit.Test;

/** An admin finds a gift, gives half of it back, enters another one, and takes the list away; a viewer only looks. */
public class GiftsIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("gifts");
    private static final Pattern WELCOME = Pattern.compile("https?://\\S+/admin/welcome\\?link=(\\S+)");
    private static final String PASSWORD = "a long sentence nobody guesses";

    private final Visitor admin = NODE.node().admin();

    @Test
    public void anEveningAtTheDesk() throws Exception {
        give("Hanna Half", "hanna@example.org", "40");
        give("Otto Other", "otto@example.org", "15");
        String id;
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.open(admin.base() + "/admin/welcome?link=" + only(WELCOME, NODE.node().outputText()));
            browser.type("main input[name=name]", "fiona");
            browser.type("main input[name=password]", PASSWORD);
            browser.type("main input[name=again]", PASSWORD);
            browser.click("main form button");
            Await.until("she is in", () -> browser.url().endsWith("/admin/start"));
            id = refundsHalf(browser);
            entersAGift(browser);
            takesTheListAway(browser);
            looks(browser, id);
        }
        theExportHasIt(id);
        aViewerOnlyLooks(id);
        assertEquals("the books are right", 0, NODE.node().script("shell", "groundswell:audit").status());
    }

    private String refundsHalf(Browser browser) throws Exception {
        Await.until("the search has read the ledger", () -> {
            browser.open(admin.base() + "/admin/gifts");
            browser.type("input[name=words]", "hanna@example.org");
            browser.click("form.filters button");
            return browser.findAll("main tbody tr").size() == 1;
        });
        browser.keep("admin-gifts-found");
        browser.click("main tbody a");
        browser.click("input[name=how][value=part]");
        browser.type("input[name=amount]", "20");
        browser.type("textarea[name=reason]", "Gave twice by mistake");
        browser.keep("admin-gift");
        browser.click("button.danger");
        browser.awaitText("main .done", "The money is on its way back.");
        String story = browser.text("table.story");
        assertTrue(story, story.contains("fiona asked for a refund"));
        assertTrue(story, story.contains("Gave twice by mistake"));
        assertTrue(story, story.contains("Refunded"));
        assertTrue(story, story.contains("20.00"));
        browser.keep("admin-gift-refunded");
        return only(Pattern.compile("id=([0-9a-f-]{36})"), browser.url());
    }

    private void entersAGift(Browser browser) throws Exception {
        browser.open(admin.base() + "/admin/gifts/new");
        browser.type("input[name=amount]", "120");
        browser.type("input[name=name]", "Bank Berta");
        browser.type("input[name=email]", "berta@example.org");
        browser.keep("admin-enter");
        assertTrue("a site of tests stays one", browser.find("input[name=test]").isSelected());
        browser.click("main form button");
        browser.awaitText("main .done", "The gift is in the books.");
        assertTrue(browser.text("table.story").contains("Entered by hand: Bank transfer."));
    }

    /** In each language, dark and small; nobody stumbles, and the browser has nothing to complain about. */
    private void takesTheListAway(Browser browser) {
        browser.open(admin.base() + "/admin/gifts/file");
        browser.click("#file button");
        Await.until("the page says that all are there", () -> browser.text("#progress").matches("All [0-9]+ gifts .*"));
    }

    private void looks(Browser browser, String id) throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            browser.open(admin.base() + "/admin/gifts");
            browser.click("button[name=language][value=" + language + "]");
            Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
            for (String page : List.of("/admin/gifts", "/admin/gifts?words=otto%40example.org", "/admin/gifts/new", "/admin/gifts/file",
                    "/admin/gifts/gift?id=" + id)) {
                browser.open(admin.base() + page);
                assertEquals(page + " in " + language, List.of(), browser.barriers());
                browser.keep("admin" + page.replaceAll("\\?.*|/admin", "").replace('/', '-')
                        + (page.contains("words") ? "-search" : "") + "-" + language);
            }
        }
        browser.prefers("prefers-color-scheme", "dark");
        browser.open(admin.base() + "/admin/gifts/gift?id=" + id);
        assertEquals(List.of(), browser.barriers());
        browser.keep("admin-gift-dark");
        assertEquals(List.of(), browser.complaints());
    }

    private void theExportHasIt(String id) throws Exception {
        String[] owner = {"Authorization", Console.basic(NODE.node().password())};
        var file = admin.get("/admin/gifts/export?words=hanna%40example.org", owner);
        assertEquals(200, file.status());
        assertTrue(file.header("content-disposition"), file.header("content-disposition").contains(".csv"));
        String[] rows = file.body().split("\r\n");
        assertEquals(2, rows.length);
        assertTrue(rows[1], rows[1].contains(id));
        assertTrue(rows[1], rows[1].contains("\"EUR\",\"40.00\",\"20.00\",\"20.00\""));
        assertTrue("it stands in the audit log", admin.get("/admin/audit", owner).body().contains("Exported gifts"));
    }

    private void aViewerOnlyLooks(String id) throws Exception {
        String[] owner = {"Authorization", Console.basic(NODE.node().password())};
        String invited = admin.post("/admin/people", Map.of("what", "invite", "name", "victor", "role-viewer", "yes"), owner)
                .body();
        admin.post("/admin/welcome", Map.of("link", Jsoup.parse(invited).select("#link").text().replaceFirst(".*=", ""), "password", PASSWORD, "again", PASSWORD));
        String[] viewer = {"Authorization", "Basic " + Base64.getEncoder().encodeToString(
                ("victor:" + PASSWORD).getBytes(StandardCharsets.UTF_8))};
        String page = admin.get("/admin/gifts/gift?id=" + id, viewer).body();
        assertTrue(page, page.contains("hanna@example.org"));
        assertFalse(page.contains("name=\"do\""));
        for (String what : List.of("refund", "confirm", "correct", "note", "receipt", "erase")) {
            var form = new HashMap<>(Map.of("id", id, "do", what, "how", "full", "left", "20", "key",
                    "0123456789abcdef", "sure", "yes"));
            assertEquals(what, 403, admin.post("/admin/gifts/gift", form, viewer).status());
        }
        assertEquals(403, admin.get("/admin/gifts/export", viewer).status());
        assertEquals(403, admin.get("/admin/gifts/new", viewer).status());
        assertEquals("nobody without a name", 401, admin.get("/admin/gifts").status());
        assertEquals("nor in public", 404, NODE.node().visitor().get("/admin/gifts").status());
    }

    private void give(String name, String email, String amount) throws Exception {
        Visitor donor = NODE.node().visitor();
        var form = new HashMap<>(Visitor.donation(donor.key(), amount, name));
        form.put("email", email);
        var decided = donor.post(donor.post("/donations", form).location(), Map.of("action", "pay"));
        donor.get(donor.get(decided.location()).location());
    }

    private static String only(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertTrue(pattern + " is not in " + text, found.find());
        return found.group(1);
    }
}
