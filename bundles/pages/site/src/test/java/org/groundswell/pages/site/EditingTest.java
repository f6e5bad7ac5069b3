package org.groundswell.pages.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.editing.Findings;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.junit.Rule;
import org.junit.Test;

/** Changes that come from the console: all of one or nothing, and never what the check refuses. */
public class EditingTest {
    private static final String HOME = "content/en/home.md";
    private static final String ABOUT = "content/en/about.md";
    private static final String FRONT = "---\ntitle: Home\n---\n";

    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void severalFilesAreInForceTogether() throws Exception {
        SitePages pages = site.start();
        var published = pages.publish(List.of(change(HOME, FRONT + "Read [about us](about)\n"),
                new TextChange(ABOUT, TextChange.ABSENT, bytes("---\ntitle: About\n---\nUs\n"))));
        assertEquals(new Publication.Published(List.of()), published);
        pages.tick();
        assertEquals(List.of(), pages.problems());
        assertTrue(site.body("/en/").contains("/en/about"));
        assertTrue(site.body("/en/about").contains("Us"));
        assertEquals(List.of(ABOUT, HOME, "site.yaml", "translations/en.yaml"), List.copyOf(pages.texts().keySet()));
        assertEquals("nothing is left of it", false, Files.exists(site.path(".kept/change")));
    }

    @Test
    public void aFileThatSomebodyElseHasChangedIsNotOverwritten() throws Exception {
        SitePages pages = site.start();
        TextChange mine = change(HOME, FRONT + "Mine\n");
        TextChange fresh = new TextChange(ABOUT, TextChange.ABSENT, bytes("---\ntitle: About\n---\n"));
        site.write(HOME, FRONT + "Theirs\n");
        assertEquals(new Publication.Changed(List.of(HOME)), pages.publish(List.of(fresh, mine)));
        assertEquals(FRONT + "Theirs\n", Files.readString(site.path(HOME)));
        assertFalse("not even the other one", Files.exists(site.path(ABOUT)));
        site.write(ABOUT, "---\ntitle: Theirs\n---\n");
        assertEquals(new Publication.Changed(List.of(ABOUT)), pages.publish(List.of(fresh)));
    }

    /** Whoever deletes it has nothing to do with what is wrong elsewhere, and hears what it breaks all the same. */
    @Test
    public void whatLinksToAPageThatGoesAwayIsNamedThoughSomethingElseIsWrong() throws Exception {
        site.write(ABOUT, "---\ntitle: About\n---\n");
        site.write(HOME, FRONT + "Read [about us](about)\n");
        site.write("content/en/other.md", "no front matter\n");
        SitePages pages = site.start();
        var answer = pages.publish(List.of(new TextChange(ABOUT, TextChange.digest(Files.readAllBytes(site.path(ABOUT))), null)));
        assertEquals(new Publication.Refused(List.of("site/" + HOME + ", line 4: 'about' leads nowhere: there is no page " + ABOUT
                + " (page home, language en)")), answer);
        assertTrue(Files.exists(site.path(ABOUT)));
    }

    @Test
    public void aPictureIsInUseHoweverItsNameIsWritten() throws Exception {
        site.write("assets/\u0635\u0648\u0631\u0629.png", new byte[0]);
        for (String written : List.of("<\u0635\u0648\u0631\u0629.png>", "%D8%B5%D9%88%D8%B1%D8%A9.png", "%d8%b5%d9%88%d8%b1%d8%a9.png")) {
            site.write(HOME, FRONT + "100% ![x](" + written + ")\n");
            assertEquals(written, List.of(HOME), site.start().pictures().getFirst().usedBy());
        }
    }

    @Test
    public void aMistakeStopsItWithItsLineAndNothingIsWritten() throws Exception {
        SitePages pages = site.start();
        String before = Files.readString(site.path(HOME));
        for (var each : List.of(List.of("no front matter", "line 1: expected front matter"),
                List.of("---\ntitle: [\n---\n", "not YAML"), List.of("---\nname: x\n---\n", "title: expected this key"),
                List.of(FRONT + "a\n\n[b](nowhere)\n", "line 6: 'nowhere' leads nowhere"),
                List.of(FRONT + "![b](gone.jpg)\n", "line 4: 'gone.jpg' leads nowhere"))) {
            var answer = (Publication.Refused) pages.publish(List.of(change(HOME, each.getFirst())));
            assertTrue(answer.toString(), answer.mistakes().getFirst().startsWith("site/" + HOME)
                    && answer.mistakes().getFirst().contains(each.getLast()));
            assertEquals(before, Files.readString(site.path(HOME)));
        }
        assertEquals(List.of(), site.problems());
    }

    @Test
    public void aPageThatOthersLinkToIsNotTakenAway() throws Exception {
        site.write(ABOUT, "---\ntitle: About\n---\n");
        site.write(HOME, FRONT + "[a](about)\n");
        SitePages pages = site.start();
        TextChange away = new TextChange(ABOUT, TextChange.digest(Files.readAllBytes(site.path(ABOUT))), null);
        assertTrue(((Publication.Refused) pages.publish(List.of(away))).mistakes().getFirst().contains("'about' leads"));
        assertEquals(new Publication.Published(List.of()), pages.publish(List.of(away, change(HOME, FRONT))));
        assertFalse(Files.exists(site.path(ABOUT)));
    }

    /** Else two mistakes, each in a file of its own, could not be mended from here. */
    @Test
    public void whatWasWrongElsewhereBeforeStopsNothing() throws Exception {
        site.write(ABOUT, "---\ntitle: About\n---\n[x](gone)\n");
        SitePages pages = site.start();
        Findings found = pages.check(List.of(change(HOME, FRONT + "New\n")));
        assertEquals(List.of(), found.mistakes());
        assertTrue(found.toString(), found.remarks().getFirst().contains("'gone' leads nowhere"));
        site.write("content/en/broken.md", "broken");
        assertTrue(pages.publish(List.of(change(HOME, FRONT + "New\n"))) instanceof Publication.Published);
        assertTrue(pages.publish(List.of(change(HOME, "worse"))) instanceof Publication.Refused);
    }

    @Test
    public void aPreviewStandsForItselfAndRunsNothing() throws Exception {
        site.write("assets/site.css", "h1 { color: red; background: url(dot.png) }\r\n");
        site.write("assets/boat.png", new byte[] {1, 2, 3});
        site.write("templates/page.ftlh", "<html><head><meta http-equiv=refresh content=1><link rel=stylesheet"
                + " href=\"${asset('site.css')}\"><script src=x></script></head><body onload=x><h1>${meta.title}</h1>"
                + "${content?no_esc}<form action=/donations><button formaction=/x>b</button></form></body></html>");
        SitePages pages = site.start();
        Preview preview = pages.preview("home", "en", List.of(change(HOME, FRONT + "Draft ![boat](boat.png) [out](//x.org)\n")));
        String html = preview.html();
        assertTrue(html, html.contains("Draft <img src=\"data:image/png;base64,AQID\" alt=\"boat\""));
        assertTrue(html, html.contains("<style>h1 { color: red; background: url(dot.png) }\n</style>"));
        for (String each : List.of("<script", "http-equiv", "/donations", "formaction", "x.org")) {
            assertFalse(each, html.contains(each));
        }
        assertTrue(preview.policy(), preview.policy().matches("default-src 'none'; style-src 'sha256-[^']{44}'; .*sandbox"));
        assertFalse("visitors see nothing of it", site.body("/en/").contains("Draft"));
        for (var each : List.of(List.of("home", "nl"), List.of("gone", "en"), List.of("../x", "en"))) {
            assertThrows(PageException.class, () -> pages.preview(each.getFirst(), each.getLast(), List.of()));
        }
        var mistake = assertThrows(PageException.class, () -> pages.preview("home", "en", List.of(change(HOME, "x"))));
        assertTrue(mistake.getMessage(), mistake.getMessage().startsWith("site/" + HOME + ", line 1"));
    }

    @Test
    public void noOtherFilesAreChanged() throws Exception {
        for (String name : List.of("", "site.yaml/", "x/site.yaml", "templates/page.ftlh", "assets/x.md", "../x.md", "content/en/../../x.md",
                "content/en/..md/../x.md", "content/../../en/x.md", "/content/en/x.md", "content/en/.md", "content/en/.x.md",
                "content/en//x.md", "content/en/a/.git/x.md", "content/en/x.md\0", "content/en/x\0.md", "content/en/a\nb.md",
                "content/en/a%2fb.md", "content/en/a\\b.md", "content/en/\u202ex.md", "content/en/ x.md", "content/EN/x.md",
                "content/en/x.md/", "translations/../x.yaml", "translations/en.yml", "content/en/e\u0301.md",
                "content/en/" + "x".repeat(300) + ".md", "content/en/" + "x/".repeat(20) + "x.md")) {
            assertThrows(name, IllegalArgumentException.class,
                    () -> new TextChange(name, TextChange.ABSENT, bytes(FRONT)));
        }
        for (String name : List.of("content/en/caf\u00e9 noir.md", "content/en/campaigns/school.md", "content/pt-BR/x.md")) {
            assertTrue(name, TextChange.isText(name));
        }
    }

    @Test
    public void nothingLeadsOutOfTheFolder() throws Exception {
        SitePages pages = site.start();
        Path outside = Files.createDirectory(site.getRoot().toPath().resolveSibling(site.getRoot().getName() + "-outside"));
        Files.createSymbolicLink(site.path("content/en/out"), outside);
        Files.createSymbolicLink(site.path("content/en/link.md"), outside.resolve("target.md"));
        for (String name : List.of("content/en/out/x.md", "content/en/link.md")) {
            var change = List.of(new TextChange(name, TextChange.ABSENT, bytes(FRONT)));
            assertThrows(name, IOException.class, () -> pages.publish(change));
        }
        try (var files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
        Files.delete(site.path("content/en/link.md"));
        Files.delete(outside);
    }

    @Test
    public void whatCannotBeWrittenAsAWholeIsNotWritten() throws Exception {
        SitePages pages = site.start();
        String before = Files.readString(site.path(HOME));
        Files.createDirectories(site.path("content/en/.about.md.part/in-the-way"));
        assertThrows(IOException.class, () -> pages.publish(List.of(change(HOME, FRONT + "New\n"),
                new TextChange(ABOUT, TextChange.ABSENT, bytes("---\ntitle: About\n---\n")))));
        assertEquals(before, Files.readString(site.path(HOME)));
        assertFalse(Files.exists(site.path(ABOUT)));
        assertFalse(Files.exists(site.path(".kept/change")));
    }

    /** The journal is there, the first file has its new content, the second has not, the third was changed by hand since. */
    @Test
    public void aChangeThatWasBrokenOffIsFinishedAtTheNextStart() throws Exception {
        site.write(ABOUT, "---\ntitle: About\n---\nOld\n");
        site.write("content/en/third.md", "---\ntitle: Third\n---\nBy hand\n");
        String journal = "[" + step(HOME, "0000", FRONT + "New\n") + ","
                + step(ABOUT, TextChange.digest(Files.readAllBytes(site.path(ABOUT))), "---\ntitle: About\n---\nNew\n") + ","
                + step("content/en/third.md", "1111", "---\ntitle: Third\n---\nNew\n") + "]";
        site.write(HOME, FRONT + "New\n");
        Files.createDirectories(site.path(".kept"));
        Files.writeString(site.path(".kept/change"), journal);
        site.start();
        assertTrue(site.body("/en/").contains("New"));
        assertTrue(site.body("/en/about").contains("New"));
        assertTrue(site.body("/en/third").contains("By hand"));
        assertFalse(Files.exists(site.path(".kept/change")));
        Files.writeString(site.path(".kept/change"), "[" + step("../x.md", "", "x") + "]");
        site.start();
        assertFalse(Files.exists(site.getRoot().toPath().resolveSibling("x.md")));
        Files.writeString(site.path(".kept/change"), "{{");
        site.start();
        assertTrue("the site is shown all the same", site.body("/en/").contains("New"));
    }

    @Test
    public void namesAreFoundHoweverTheyAreWrittenOnDisk() throws Exception {
        site.write("content/en/cafe\u0301.md", "---\ntitle: Caf\u00e9\n---\nOld\n");
        SitePages pages = site.start();
        String name = "content/en/caf\u00e9.md";
        byte[] text = pages.texts().get(name);
        byte[] fresh = bytes("---\ntitle: Caf\u00e9\n---\nNew\n");
        assertTrue(pages.publish(List.of(new TextChange(name, TextChange.digest(text), fresh))) instanceof Publication.Published);
        assertArrayEquals("the file that was there", fresh, Files.readAllBytes(site.path("content/en/cafe\u0301.md")));
        assertFalse(Files.exists(site.path(name)));
    }

    @Test
    public void aFileIsChangedOnce() throws Exception {
        SitePages pages = site.start();
        TextChange change = change(HOME, FRONT);
        assertThrows(IllegalArgumentException.class, () -> pages.publish(List.of(change, change)));
        assertThrows(IllegalArgumentException.class, () -> pages.check(List.of(change, change)));
    }

    private TextChange change(String file, String text) throws IOException {
        return new TextChange(file, TextChange.digest(Files.readAllBytes(site.path(file))), bytes(text));
    }

    private static String step(String file, String expected, String text) {
        return "{\"file\":\"" + file + "\",\"expected\":\"" + expected + "\",\"text\":\""
                + Base64.getEncoder().encodeToString(bytes(text)) + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
