package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.ClassRule;
import org.junit.Test;
import org.openqa.selenium.Keys;

/** An editor new to it: a typo in three languages, published and taken back; what stops it; and who else is there. */
public class EditingIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("editing");
    private static final Pattern WELCOME = Pattern.compile("https?://\\S+/admin/welcome\\?link=(\\S+)");
    private static final String PASSWORD = "a long sentence nobody guesses";
    private static final List<String> LANGUAGES = List.of("en", "nl", "ar");
    private static final String ABOUT = "/admin/site/edit?text=page%2Fabout";

    private final Visitor admin = NODE.node().admin();
    private final Visitor visitor = NODE.node().visitor();
    private String[] script;

    @Test
    public void anEditorsMorning() throws Exception {
        script = new String[] {"Authorization", Console.basic(NODE.node().password())};
        for (String language : LANGUAGES) {
            Files.writeString(file(language), "\nHelp is neer", StandardOpenOption.APPEND);
        }
        says("neer");
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.open(admin.base() + "/admin/welcome?link=" + only(WELCOME, NODE.node().outputText()));
            browser.type("main input[name=name]", "noor");
            browser.type("main input[name=password]", PASSWORD);
            browser.type("main input[name=again]", PASSWORD);
            browser.click("main form button");
            Await.until("she is in", () -> browser.url().endsWith("/admin/start"));
            correctsATypo(browser);
            takesItBack(browser);
            isStoppedByABrokenLink(browser);
            isToldOfAColleague(browser);
            isToldOfAChangeOnDisk(browser);
            putsAPictureIn(browser);
            doesNotTakeAPageFromTheMenu(browser);
            looksThroughTheSite(browser);
            looks(browser);
        }
        aProgramPlansAndIsPublishedAtItsTime();
        whatIsHostileChangesNothing();
        String log = admin.get("/admin/audit", script).body();
        assertTrue(log, log.contains("Published texts of the site") && log.contains("page/about (ar, en, nl)")
                && log.contains("Brought texts of the site back") && log.contains("Planned to publish"));
    }

    private void correctsATypo(Browser browser) throws Exception {
        browser.open(admin.base() + "/admin/site");
        browser.keep("admin-site");
        browser.click("main tbody a[href$='page%2Fabout']");
        for (String language : LANGUAGES) {
            browser.find("#text-" + language).sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, "ar");
        }
        browser.click("button[value=save]");
        browser.awaitText("main .done", "The draft is saved. Nobody sees it yet.");
        assertTrue("in the frame", browser.frameText("iframe.small").contains("Help is near"));
        says("neer");
        browser.keep("admin-site-draft");
        PublishButton.press(browser);
        says("near");
        assertTrue(Files.readString(file("nl")).endsWith("\nHelp is near"));
    }

    private void takesItBack(Browser browser) throws Exception {
        browser.click("#history ~ .wide button[value=back]");
        browser.awaitText("main .done", "What was before is back. Visitors see it within a second.");
        says("neer");
        browser.keep("admin-site-history");
    }

    private void isStoppedByABrokenLink(Browser browser) throws Exception {
        browser.find("#text-nl").sendKeys("\n\n[help](nergens)");
        browser.click("button[value=publish]");
        long line = Files.readString(file("nl")).lines().count() + 2;
        Await.until("it says where", () -> browser.text(".problem").contains("site/content/nl/about.md, line " + line
                + ": 'nergens' leads nowhere"));
        browser.keep("admin-site-refused");
        assertFalse(Files.readString(file("nl")).contains("nergens"));
        browser.click("button[value=discard]");
        browser.awaitText("main .done", "The draft is discarded.");
    }

    private void isToldOfAColleague(Browser browser) throws Exception {
        browser.open(admin.base() + ABOUT);
        assertEquals(303, admin.post("/admin/site/edit", Map.of("text", "page/about", "do", "save", "mark", "", "base-en",
                value("base-en"), "text-en", "---\ntitle: A colleague's\n---\n"), script).status());
        browser.find("#text-en").sendKeys("\n\nMine");
        browser.click("button[value=save]");
        Await.until("she is told", () -> browser.text(".problem").contains("somebody else has been here"));
        assertTrue("her words are there", browser.find("#text-en").getDomProperty("value").endsWith("\n\nMine"));
        browser.keep("admin-site-told");
        String page = admin.get(ABOUT, script).body();
        assertTrue(page, page.contains("A colleague&#39;s"));
        assertEquals(303, admin.post("/admin/site/edit", Map.of("text", "page/about", "do", "discard"), script).status());
    }

    private void isToldOfAChangeOnDisk(Browser browser) throws Exception {
        browser.open(admin.base() + ABOUT);
        Files.writeString(file("en"), " by disk", StandardOpenOption.APPEND);
        browser.find("#text-en").sendKeys(" by hand");
        browser.click("button[value=publish]");
        Await.until("she is told", () -> browser.text(".problem").contains("these files have changed since"));
        assertTrue(Files.readString(file("en")).endsWith("neer by disk"));
        browser.click("input[name=mine-en]");
        PublishButton.press(browser);
        assertTrue(Files.readString(file("en")).endsWith("neer by hand"));
        assertTrue("kept all the same", browser.text("#history ~ .wide").contains("Changed on disk"));
    }

    private void putsAPictureIn(Browser browser) throws Exception {
        Path photograph = Files.createTempFile("boat", ".jpg");
        ImageIO.write(new BufferedImage(1200, 600, BufferedImage.TYPE_INT_RGB), "jpeg", photograph.toFile());
        browser.open(admin.base() + "/admin/site/pictures?text=page%2Fabout");
        browser.find("input[type=file]").sendKeys(photograph.toString());
        browser.click("main form.card button");
        Await.until("she is back at her story", () -> browser.url().contains("picture=assets"));
        browser.type("input[name=alt-en]", "A boat at night");
        browser.type("input[name=alt-nl]", "Een boot in de nacht");
        browser.type("input[name=alt-ar]", "\u0633\u0641\u064a\u0646\u0629");
        browser.find("#text-en").sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME));
        browser.click("button[value=picture]");
        browser.awaitText("main .done", "The picture is in the draft, in each text. Nobody sees it yet.");
        String story = browser.find("#text-en").getDomProperty("value");
        assertTrue("where the cursor was: " + story, story.contains("\n---\n\n![A boat at night]"));
        browser.keep("admin-site-picture");
        assertFalse(visitor.get("/en/about").body().contains("A boat at night"));
        PublishButton.press(browser);
        Await.until("visitors see it", () -> visitor.get("/nl/about").body().contains("Een boot in de nacht"));
        Matcher narrow = Pattern.compile("srcset=\"(/assets/pictures/boat[^ ]*\\.480w\\.[^ ]*) 480w, ").matcher(
                visitor.get("/en/about").body());
        assertTrue(visitor.get("/en/about").body(), narrow.find());
        assertEquals("image/jpeg", visitor.get(narrow.group(1)).header("content-type"));
        browser.open(admin.base() + "/admin/site/pictures");
        assertEquals(List.of(), browser.barriers());
        browser.keep("admin-site-pictures");
        Files.delete(photograph);
    }

    private void doesNotTakeAPageFromTheMenu(Browser browser) throws Exception {
        browser.open(admin.base() + ABOUT);
        browser.click("input[name=sure]");
        browser.click("button[value=remove]");
        Await.until("she is told", () -> browser.text("main .problem").contains("This leads to the page"));
        browser.keep("admin-site-linked");
        assertTrue(Files.exists(file("en")));
    }

    private void looksThroughTheSite(Browser browser) throws Exception {
        browser.open(admin.base() + "/admin/site/check");
        browser.click("button[value=look]");
        Await.until("it is looked through", () -> browser.text("main .note").contains("Looked"));
        assertTrue(browser.text("main"), browser.text("main").contains("'neer' is no word of English"));
        assertEquals(List.of(), browser.barriers());
        browser.keep("admin-site-check");
    }

    private void looks(Browser browser) throws Exception {
        for (String language : List.of("en", "ar")) {
            browser.open(admin.base() + "/admin/site");
            browser.click("button[name=language][value=" + language + "]");
            Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
            assertEquals(language, List.of(), browser.barriers());
            browser.open(admin.base() + ABOUT);
            assertEquals(language, List.of(), browser.barriers());
            browser.keep("admin-site-edit-" + language);
            browser.open(admin.base() + "/admin/site/settings");
            assertEquals(language, List.of(), browser.barriers());
            browser.keep("admin-site-settings-" + language);
            for (int width : List.of(1399, 1400, 1800)) {
                browser.window(width);
                browser.open(admin.base() + ABOUT);
                assertEquals("the preview, of " + width, width >= 1400, browser.areBeside("#preview", ".texts"));
                assertEquals(language + width, List.of(), browser.barriers());
                browser.keep("admin-site-edit-" + language + "-" + width);
            }
            browser.window(1280);
        }
        assertEquals(List.of(), browser.complaints().stream().filter(each -> !each.contains("409") && !each.contains("422")
                && !(each.contains("/admin/site/edit") && each.contains("503"))).toList());
    }

    private void aProgramPlansAndIsPublishedAtItsTime() throws Exception {
        var form = Map.of("text", "page/about", "do", "plan", "mark", value("mark"), "base-en", value("base-en"), "text-en",
                "---\ntitle: About\n---\nPlanned\n");
        PublishButton.press(admin, form, () -> Map.of("at", LocalDateTime.now(ZoneId.of("Europe/Amsterdam")).plusSeconds(2)
                .toString()), script);
        Await.until("it is out", () -> visitor.get("/en/about").body().contains("Planned"));
    }

    private void whatIsHostileChangesNothing() throws Exception {
        String before = Files.readString(file("en"));
        for (String item : List.of("page/../../../conf/x", "page/..", "page/a%2fb", "page/.x", "templates/page", "page/a\0b")) {
            int status = admin.post("/admin/site/edit", Map.of("text", item, "do", "publish", "mark", "", "base-en", "", "text-en",
                    "---\ntitle: x\n---\n"), script).status();
            assertTrue(item + status, status == 400 || status == 403);
        }
        assertEquals(413, admin.post("/admin/site/edit", Map.of("text", "page/about", "do", "save", "text-en", "x".repeat(500_000)),
                script).status());
        int huge = admin.post("/admin/site/edit", Map.of("text", "page/about", "do", "save", "text-en", "x".repeat(3_000_000)), script)
                .status();
        assertTrue("" + huge, huge == 413 || huge == 403);
        assertEquals(before, Files.readString(file("en")));
        assertEquals("not in public", 404, visitor.get("/admin/site").status());
        var frame = admin.get("/admin/site/preview?text=page/about&language=en", script);
        assertTrue(frame.header("content-security-policy"), frame.header("content-security-policy").endsWith("sandbox"));
        assertEquals("SAMEORIGIN", frame.header("x-frame-options"));
    }

    private String value(String name) throws Exception {
        return Visitor.valueIn(admin.get(ABOUT, script).body(), name);
    }

    private void says(String expected) {
        for (String language : LANGUAGES) {
            Await.until(language + " says " + expected, () -> visitor.get("/" + language + "/about").body()
                    .contains("Help is " + expected));
        }
    }

    private static Path file(String language) {
        return NODE.node().home().resolve("site/content/" + language + "/about.md");
    }

    private static String only(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertTrue("'" + pattern + "' in " + text, found.find());
        return found.group(1);
    }
}
