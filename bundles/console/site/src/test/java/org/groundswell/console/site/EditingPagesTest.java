package org.groundswell.console.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.console.testing.Call;
import org.junit.Test;

/** From a typo to the page that visitors see, and back. */
public class EditingPagesTest extends EditedSite {
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
        assertTrue(Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().contains("Pages that were taken away"));
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
        assertTrue(Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().contains("text=words"));
    }

    @Test
    public void theListMarksWhatIsMissingAndWhatIsToMend() throws Exception {
        site.write("content/en/about.md", "---\ntitle: About\ntranslated: no\n---\n");
        new Form("page/faq").with("text-en", "---\ntitle: FAQ\n---\n").send("save", "noor");
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            Call list = Call.get(new ListServlet(frame, desk, site, site, site.release), null);
            assertEquals(200, list.status);
            assertTrue(list.body(), list.body().contains("text=page%2Ffaq"));
            assertEquals(200, Call.get(edit, "text=translations").status);
        }
        frame.language = "en";
        String page = Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().replace("\n", "");
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
}
