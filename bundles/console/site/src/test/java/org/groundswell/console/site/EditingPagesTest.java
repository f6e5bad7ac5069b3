package org.groundswell.console.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.hc.api.Result;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EditingPagesTest {
    private static final String HOME = "content/en/home.md";
    private static final String DUTCH = "content/nl/home.md";
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final FakeSite site = new FakeSite();
    private Instant now = Instant.now();
    private SiteDesk desk;
    private EditServlet edit;

    @Before
    public void open() throws IOException {
        site.write(HOME, "---\ntitle: Home\n---\nWatre for all\n");
        site.write(DUTCH, "---\ntitle: Thuis\n---\nWatre voor allen\n");
        site.write("translations/en.yaml", "language: English\n");
        restart();
    }

    private void restart() throws IOException {
        if (desk != null) {
            desk.close();
        }
        desk = new SiteDesk(site, site.pages(), folder.getRoot().toPath(), new Ticking(), 10_000);
        desk.look();
        edit = new EditServlet(frame, desk, checks(), frame);
    }

    private SiteChecks checks() throws IOException {
        Path root = folder.getRoot().toPath();
        return new SiteChecks(site, ContentProgram.in(root), root.resolve("check"), new Ticking());
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void aTypoIsCorrectedInAllLanguagesPublishedAndTakenBack() throws Exception {
        Form form = new Form("page/home");
        assertTrue(form.page, form.page.contains("Watre for all") && form.page.contains("Watre voor allen"));
        assertEquals("a language without the page", "", form.value("base-ar"));
        Call saved = form.with("text-en", corrected(form.text("en"))).with("text-nl", corrected(form.text("nl")))
                .with("text-ar", "---\r\ntitle: x\r\n---\r\n").send("save", "noor");
        assertEquals("/admin/site/edit?text=page%2Fhome&did=saved", saved.headers.get("Location"));
        assertTrue("nobody sees it", site.read(HOME).contains("Watre"));
        form = new Form("page/home");
        assertTrue(form.page, form.page.contains("Watre for all</span></del>") && form.page.contains("Water for all</span></ins>"));
        assertEquals(303, form.send("publish", "omar").status);
        assertEquals("---\ntitle: Home\n---\nWater for all\n", site.read(HOME));
        assertEquals("---\ntitle: x\n---\n", site.read("content/ar/home.md"));
        assertEquals(List.of("site.publish page/home (ar, en, nl) "), frame.noted);
        form = new Form("page/home");
        assertTrue(form.page, form.page.contains("<td>Published</td>"));
        assertTrue("who it was", form.page.contains("<bdi>omar</bdi>"));
        String moment = form.first("name=\"moment\" value=\"([0-9]+)\"");
        assertEquals(303, form.with("moment", moment).send("back", "noor").status);
        assertTrue(site.read(HOME).contains("Watre for all"));
        assertFalse("it was not there", site.files.containsKey("content/ar/home.md"));
        assertTrue(frame.noted.getLast(), frame.noted.getLast().startsWith("site.back page/home "));
    }

    /** Each language's text is kept, also that of a file that is new on disk. */
    @Test
    public void whatWasTakenBackComesBackAgainInAllLanguages() throws Exception {
        Form form = new Form("page/home");
        assertEquals(303, form.with("text-en", corrected(form.text("en"))).with("text-nl", corrected(form.text("nl")))
                .send("publish", "noor").status);
        for (String expected : List.of("Watre", "Water")) {
            form = new Form("page/home");
            assertEquals(303, form.with("moment", form.first("name=\"moment\" value=\"([0-9]+)\"")).send("back", "noor").status);
            assertTrue(site.read(HOME).contains(expected) && site.read(DUTCH).contains(expected));
        }
        site.write("content/en/news.md", "---\ntitle: News\n---\n");
        desk.look();
        site.files.remove("content/en/news.md");
        desk.look();
        form = new Form("page/news");
        assertEquals(303, form.with("moment", form.first("name=\"moment\" value=\"([0-9]+)\"")).send("back", "noor").status);
        assertTrue(site.files.containsKey("content/en/news.md"));
    }

    @Test
    public void aPageIsTakenAwayInAllLanguagesAndComesBack() throws Exception {
        Form form = new Form("page/home");
        assertEquals("not by chance", 400, form.send("remove", "noor").status);
        Form old = new Form("page/home").with("sure", "yes");
        site.write(HOME, "---\ntitle: Home\n---\nNew\n");
        Call stale = old.send("remove", "noor");
        assertEquals("not what nobody has seen", 409, stale.status);
        assertTrue(stale.body(), stale.body().contains("Nothing was done") && !stale.body().contains("tick the box"));
        Call back = old.with("moment", "1").send("back", "noor");
        assertEquals(409, back.status);
        assertTrue(back.body(), back.body().contains("Nothing was done") && !back.body().contains("content/nl/home.md</bdi></li>"));
        assertEquals("/admin/site?did=removed", new Form("page/home").with("sure", "yes").send("remove", "noor").headers
                .get("Location"));
        assertFalse(site.files.containsKey(HOME) || site.files.containsKey(DUTCH));
        assertEquals(List.of("site.remove page/home "), frame.noted);
        assertTrue(Call.get(new ListServlet(frame, desk, site, site), null).body().contains("Pages that were taken away"));
        form = new Form("page/home");
        assertEquals(303, form.with("moment", form.first("name=\"moment\" value=\"([0-9]+)\"")).send("back", "noor").status);
        assertTrue(site.read(HOME).contains("New") && site.files.containsKey(DUTCH));
        site.isLinked = true;
        Call linked = new Form("page/home").with("sure", "yes").send("remove", "noor");
        assertEquals(409, linked.status);
        assertTrue(linked.body(), linked.body().contains("This leads to the page") && linked.body().contains("about.md"));
        assertTrue(site.files.containsKey(HOME));
    }

    @Test
    public void whatIsOneFileForAllLanguagesIsWrittenHereToo() throws Exception {
        site.write("site.yaml", "name: Small\n");
        Form form = new Form("site");
        assertTrue(form.page, form.page.contains("name: Small") && form.page.contains("campaign"));
        assertEquals(303, form.with("text-site", "name: Smaller\n").send("publish", "noor").status);
        assertEquals("name: Smaller\n", site.read("site.yaml"));
        form = new Form("site");
        assertEquals(303, form.with("moment", form.first("name=\"moment\" value=\"([0-9]+)\"")).send("back", "noor").status);
        assertEquals("name: Small\n", site.read("site.yaml"));
        assertEquals(303, new Form("words").with("text-words", "Zuiderkoog\n").send("publish", "noor").status);
        assertEquals("Zuiderkoog\n", site.read("words.txt"));
        assertEquals("it is not taken away", 400, new Form("site").with("sure", "yes").send("remove", "noor").status);
        assertTrue(Call.get(new ListServlet(frame, desk, site, site), null).body().contains("text=words"));
    }

    @Test
    public void theSecondEditorIsToldAndNothingIsOverwritten() throws Exception {
        Form first = new Form("page/home");
        Form second = new Form("page/home");
        first.with("text-en", "---\ntitle: First\n---\n").send("save", "noor");
        Call told = second.with("text-en", "---\ntitle: Second\n---\n").send("save", "omar");
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("The draft is of noor") && told.body().contains("title: Second"));
        assertTrue("what differs from theirs", told.body().contains("title: First</span></del>"));
        assertTrue(new Form("page/home").text("en").contains("First"));
        Form again = new Form(told.body(), "page/home");
        assertEquals("not without having said so", 409, again.send("save", "omar").status);
        assertEquals(303, again.with("over", "yes").send("save", "omar").status);
        Form now = new Form("page/home");
        assertTrue(now.text("en").contains("Second"));
        assertTrue("theirs is kept", now.page.contains("Draft that was replaced"));
        String moment = now.first("show=([0-9]+)#history\" aria-label=\"Look: [^\"]*\">Look</a>\n</div></td></tr>");
        assertEquals(303, now.with("moment", moment).send("take", "noor").status);
        assertTrue(new Form("page/home").text("en").contains("First"));
        assertEquals("nothing was published", List.of(), frame.noted);
    }

    @Test
    public void aFileThatChangedOnDiskIsNotOverwritten() throws Exception {
        Form form = new Form("page/home");
        site.write(DUTCH, "---\ntitle: Van schijf\n---\n");
        assertEquals("only what was written is published", 303, form.with("text-en", "---\ntitle: Mine\n---\n")
                .send("publish", "noor").status);
        assertTrue(site.read(DUTCH).contains("Van schijf"));
        form = new Form("page/home");
        site.write(HOME, "---\ntitle: From disk\n---\n");
        Call told = form.with("text-en", "---\ntitle: Mine again\n---\n").send("publish", "noor");
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("on disk") && told.body().contains("title: From disk</span></ins>"));
        assertTrue(site.read(HOME).contains("From disk"));
        Form again = new Form(told.body(), "page/home");
        assertEquals(409, again.send("publish", "noor").status);
        assertEquals(303, again.with("mine-en", "yes").send("publish", "noor").status);
        assertTrue(site.read(HOME).contains("Mine again"));
        assertTrue("what was on disk is kept", new Form("page/home").page.contains("Changed on disk"));
    }

    @Test
    public void aMistakeStopsItAndTheDraftStays() throws Exception {
        Call told = new Form("page/home").with("text-nl", "broken [x](nowhere)").send("publish", "noor");
        assertEquals(422, told.status);
        assertTrue(told.body(), told.body().contains("site/content/nl/home.md, line 4: &#39;nowhere&#39; leads nowhere"));
        assertFalse(site.read(DUTCH).contains("broken"));
        assertTrue(new Form("page/home").text("nl").contains("broken"));
        assertEquals(List.of(), frame.noted);
    }

    @Test
    public void itGoesOutAtItsTimeAfterARestartToo() throws Exception {
        String at = LocalDateTime.ofInstant(now.plus(Duration.ofHours(2)), ZONE).truncatedTo(ChronoUnit.MINUTES).toString();
        assertEquals(303, new Form("page/home").with("text-en", "---\ntitle: Later\n---\n").with("at", at).send("plan", "noor").status);
        assertTrue(frame.noted.getFirst(), frame.noted.getFirst().startsWith("site.plan page/home (en) "));
        desk.look();
        assertFalse(site.read(HOME).contains("Later"));
        restart();
        assertTrue(new Form("page/home").page.contains("noor has it published"));
        now = now.plus(Duration.ofHours(2));
        desk.look();
        assertTrue(site.read(HOME).contains("Later"));
        assertTrue(desk.drafts().isEmpty());
        assertEquals(Result.Status.OK, new PlansCheck(desk).execute().getStatus());
    }

    @Test
    public void whatCouldNotGoOutIsSaid() throws Exception {
        String at = LocalDateTime.ofInstant(now.plus(Duration.ofHours(2)), ZONE).toString();
        new Form("page/home").with("text-en", "---\ntitle: Later\n---\n").with("at", at).send("plan", "noor");
        site.write(HOME, "---\ntitle: From disk\n---\n");
        now = now.plus(Duration.ofHours(3));
        desk.look();
        assertTrue(site.read(HOME).contains("From disk"));
        restart();
        Result said = new PlansCheck(desk).execute();
        assertEquals(Result.Status.WARN, said.getStatus());
        assertTrue(Call.get(new ListServlet(frame, desk, site, site), null).body().contains("Not published at its time"));
        assertEquals(303, new Form("page/home").send("discard", "noor").status);
        assertEquals(Result.Status.OK, new PlansCheck(desk).execute().getStatus());
    }

    @Test
    public void aTimeThatIsNoneIsRefused() throws Exception {
        for (String at : List.of("", "tomorrow", "2020-01-01T10:00", "2031-03-30T02:30", "2031-02-31T10:00")) {
            Call told = new Form("page/home").with("text-en", "---\ntitle: " + at + "\n---\n").with("at", at).send("plan", "noor");
            assertEquals(at, 422, told.status);
        }
        assertTrue(desk.drafts().getFirst().dueTime().isEmpty());
    }

    /** A file keeps its byte order mark and its line ends, and what nobody has changed is no draft. */
    @Test
    public void aFileStaysAsItIsWritten() throws Exception {
        site.write(HOME, "\uFEFF---\r\ntitle: Home\r\n---\r\nOne  \r\n\ttwo");
        Form form = new Form("page/home");
        assertEquals("/admin/site/edit?text=page%2Fhome&did=nothing", form.with("text-en", form.text("en").replace("\n", "\r\n"))
                .send("save", "noor").headers.get("Location"));
        assertEquals(303, form.with("text-en", form.text("en").replace("One", "Een")).send("publish", "noor").status);
        assertEquals("\uFEFF---\r\ntitle: Home\r\n---\r\nEen  \r\n\ttwo", site.read(HOME));
        site.files.put(DUTCH, new byte[] {(byte) 0xff, 'a'});
        form = new Form("page/home");
        assertFalse("what is no text is not written here", form.page.contains("name=\"text-nl\""));
    }

    @Test
    public void hostileFormsChangeNothing() throws Exception {
        for (String text : List.of("", "page/", "page/../x", "page/..", "page/.git/x", "templates/page.ftlh", "page/a\\b", "page/a%2fb",
                "page//x", "page/x/", "../site.yaml", "translations/x", "page/" + "x".repeat(300))) {
            assertEquals(text, 400, Call.get(edit, Call.query(Map.of("text", text))).status);
            assertEquals(text, 400, post("text", text, "do", "save", "mark", "", "base-en", "", "text-en", "x").status);
        }
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a\0b").status);
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a\u001bb").status);
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a", "base-en", "x").status);
        assertEquals(400, post("text", "page/home", "do", "format").status);
        assertEquals(400, post("text", "page/home", "do", "back", "moment", "-1").status);
        assertEquals(404, post("text", "page/home", "do", "take", "moment", "1").status);
        assertEquals(413, post("text", "page/home", "do", "save", "text-en", "x".repeat(500_000)).status);
        String forged = "0".repeat(64);
        assertEquals(409, post("text", "page/home", "do", "publish", "mark", "", "text-en", "x", "base-en", forged).status);
        desk.discard(Item.page("home"), "eve");
        String script = "---\ntitle: \"</textarea><script>alert(1)</script>\"\n---\n";
        post("text", "page/home", "do", "save", "mark", "", "text-ar", script, "base-ar", "");
        assertFalse(new Form("page/home").page.contains("<script>alert"));
        assertTrue(site.read(HOME).contains("Watre"));
        assertFalse(site.files.containsKey("content/ar/home.md"));
    }

    private Call post(String... fields) throws Exception {
        return new Call("eve", "").send(edit, List.of(), fields);
    }

    @Test
    public void aFullDiskOrLogIsSaidAndNothingIsPublished() throws Exception {
        site.isFull = true;
        Call told = new Form("page/home").with("text-en", "---\ntitle: New\n---\n").send("publish", "noor");
        assertEquals(503, told.status);
        assertTrue(told.body(), told.body().contains("no space left"));
        site.isFull = false;
        frame.logIsFull = true;
        assertEquals(503, new Form("page/home").send("publish", "noor").status);
        assertTrue(site.read(HOME).contains("Watre"));
        frame.logIsFull = false;
        assertEquals(303, new Form("page/home").send("publish", "noor").status);
    }

    @Test
    public void theListMarksWhatIsMissingAndWhatIsToMend() throws Exception {
        site.write("content/en/about.md", "---\ntitle: About\ntranslated: no\n---\n");
        new Form("page/faq").with("text-en", "---\ntitle: FAQ\n---\n").send("save", "noor");
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            Call list = Call.get(new ListServlet(frame, desk, site, site), null);
            assertEquals(200, list.status);
            assertTrue(list.body(), list.body().contains("text=page%2Ffaq"));
            assertEquals(200, Call.get(edit, "text=translations").status);
        }
        frame.language = "en";
        String page = Call.get(new ListServlet(frame, desk, site, site), null).body().replace("\n", "");
        assertTrue(page, page.contains(">home</bdi></a></th><td>There</td><td>There <span class=\"mark missing\">To mend: 1</span></td>"
                + "<td><span class=\"mark missing\">Missing</span></td>"));
        assertTrue(page, page.contains(">about</bdi></a></th><td>There</td><td>Not meant for it</td>"));
        Call frameOf = Call.get(new PreviewServlet(desk, site), "text=page/faq&language=en");
        assertEquals("sandbox", frameOf.headers.get("Content-Security-Policy"));
        assertTrue(frameOf.body(), frameOf.body().startsWith("<p>faq---"));
        assertEquals(422, Call.get(new PreviewServlet(desk, site), "text=page/home&language=nl").status);
        assertEquals(404, Call.get(new PreviewServlet(desk, site), "text=page/home&language=fr").status);
    }

    @Test
    public void versionsAreBounded() throws Exception {
        for (int i = 0; i < 150; i++) {
            site.write(HOME, "---\ntitle: " + i + "\n---\n" + "x".repeat(200));
            desk.look();
        }
        restart();
        var kept = new ArrayList<>(desk.sheet(Item.page("home")).history());
        assertTrue("" + kept.size(), kept.size() > 20 && kept.size() < 60);
        try (var files = Files.list(folder.getRoot().toPath().resolve("versions/texts"))) {
            assertTrue(files.mapToLong(each -> each.toFile().length()).sum() <= 10_000);
        }
        assertArrayEquals(site.files.get(HOME), desk.text(desk.sheet(Item.page("home")).columns().getFirst().digest()).orElseThrow());
    }

    private static String corrected(String text) {
        return text.replace("Watre", "Water");
    }

    /** The page's form, as a browser would send it. */
    private final class Form {
        private final String page;
        private final List<String> fields = new ArrayList<>();

        Form(String item) throws Exception {
            this(Call.get(edit, "text=" + URLEncoder.encode(item, StandardCharsets.UTF_8)).body(), item);
        }

        Form(String page, String item) {
            this.page = page;
            put("text", item);
            for (String name : List.of("mark", "now", "live", "base-en", "base-nl", "base-ar", "base-site",
                    "base-words", "live-en", "live-nl", "live-ar")) {
                if (page.contains("name=\"" + name + "\"")) {
                    put(name, value(name));
                }
            }
            for (String language : List.of("en", "nl", "ar", "site", "words")) {
                if (page.contains("name=\"text-" + language)) {
                    put("text-" + language, text(language));
                }
            }
        }

        String value(String name) {
            return first("name=\"" + name + "\" value=\"([^\"]*)\"");
        }

        String text(String language) {
            return first("<textarea id=\"text-" + language + "\"[^>]*>\n([^<]*)</textarea>").replace("&quot;", "\"")
                    .replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        }

        String first(String pattern) {
            Matcher found = Pattern.compile(pattern).matcher(page);
            assertTrue(pattern + " in " + page, found.find());
            return found.group(1);
        }

        Form with(String name, String value) {
            put(name, value);
            return this;
        }

        Call send(String what, String who) throws Exception {
            put("do", what);
            return new Call(who, "").send(edit, List.of(), fields.toArray(String[]::new));
        }

        private void put(String name, String value) {
            fields.add(name);
            fields.add(value);
        }
    }

    /** No two moments are the same. */
    private final class Ticking extends Clock {
        private long asked;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.plusMillis(++asked);
        }
    }
}
