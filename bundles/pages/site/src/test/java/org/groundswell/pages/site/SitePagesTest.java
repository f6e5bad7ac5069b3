package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.PageSection;
import org.groundswell.shared.services.ServletPaths;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SitePagesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private SnapshotSet published = SnapshotSet.EMPTY;
    private long written;

    @Before
    public void makeASite() throws IOException {
        write("site.yaml", """
                name: Small
                languages: [en]
                campaigns:
                  - { id: flood, currency: EUR, goal: 100, amounts: [10] }
                """);
        write("content/en/home.md", "---\ntitle: Home\n---\nHello *there*, <script>you</script>\n");
        write("content/en/donate.md", "---\ntitle: Give\n---\n");
        write("translations/en.yaml", "language: English\nhello: Hello {0}\n");
        write("templates/page.ftlh", "<h1>${meta.title}</h1>${content?no_esc}<link href=\"${asset(\"a.css\")}\">");
        write("templates/donate.ftlh", "é<input name=key value=${key}>");
        write("templates/error.ftlh", "error ${status}");
        write("assets/a.css", "a{}");
    }

    @Test
    public void aFolderBecomesSnapshots() {
        SitePages pages = pages();
        assertEquals(List.of(), pages.problems());
        assertTrue(body("/en/"), body("/en/").startsWith("<h1>Home</h1><p>Hello <em>there</em>, &lt;script&gt;"));
        assertTrue(published.snapshots().stream().anyMatch(each -> each.path().matches("/assets/a\\.[0-9a-f]{10}\\.css")));
        assertEquals("error 404", text(published.errors().get("en").get(404)));
        assertEquals("Hello Anna", pages.text("en", "hello", "Anna"));
    }

    @Test
    public void theKeysPlaceIsCountedInBytes() {
        pages();
        Snapshot donate = snapshot("/en/donate");
        assertEquals("é<input name=key value=".getBytes(StandardCharsets.UTF_8).length, donate.keyOffset());
    }

    @Test
    public void anEditShows() throws IOException {
        SitePages pages = pages();
        write("content/en/home.md", "---\ntitle: Changed\n---\n");
        pages.tick();
        assertTrue(body("/en/").startsWith("<h1>Changed</h1>"));
    }

    @Test
    public void aBrokenTemplateKeepsTheLastGoodPagesAndNamesItsLine() throws IOException {
        SitePages pages = pages();
        write("templates/page.ftlh", "<h1>\n${meta.title</h1>");
        write("content/en/home.md", "---\ntitle: Changed\n---\n");
        pages.tick();
        assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
        assertTrue(pages.problems().toString(),
                pages.problems().getFirst().startsWith("site/templates/page.ftlh, line 2: "));
        assertTrue(pages.isWhole());
        write("templates/page.ftlh", "<h2>${meta.title}</h2>");
        pages.tick();
        assertEquals("<h2>Changed</h2>", body("/en/"));
        assertEquals(List.of(), pages.problems());
    }

    @Test
    public void aTemplateThatFailsOnlyWhenItIsRenderedIsFoundToo() throws IOException {
        SitePages pages = pages();
        write("templates/page.ftlh", "\n\n${meta.nothing}");
        pages.tick();
        assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
        assertTrue(pages.problems().toString(),
                pages.problems().getFirst().startsWith("site/templates/page.ftlh, line 3: "));
    }

    @Test
    public void aBrokenMarkdownFileNamesItsLine() throws IOException {
        SitePages pages = pages();
        write("content/en/home.md", "---\ntitle: Home\nbroken: [a\n---\n");
        pages.tick();
        assertTrue(pages.problems().toString(),
                pages.problems().getFirst().startsWith("site/content/en/home.md, line "));
        assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
    }

    @Test
    public void aFileThatIsNotUtf8IsNamed() throws IOException {
        SitePages pages = pages();
        Files.write(path("content/en/home.md"), new byte[] {'-', '\n', 'a', (byte) 0xff});
        touch("content/en/home.md");
        pages.tick();
        assertEquals("site/content/en/home.md, line 2: expected UTF-8, found another encoding",
                pages.problems().getFirst());
    }

    @Test
    public void aSiteThatStartsBrokenServesWhatItCan() throws IOException {
        write("templates/donate.ftlh", "${oops");
        SitePages pages = pages();
        assertFalse(pages.isWhole());
        assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
        write("templates/donate.ftlh", "fine");
        pages.tick();
        assertTrue(pages.isWhole());
        assertEquals("fine", body("/en/donate"));
    }

    @Test
    public void aTemplateCannotReachIntoTheNode() throws IOException {
        write("templates/page.ftlh", "${\"freemarker.template.utility.Execute\"?new()(\"id\")}");
        SitePages pages = pages();
        assertTrue(pages.problems().toString(), pages.problems().getFirst().contains("line 1"));
        assertThrows(PageException.class, () -> pages.render("home", "en", Map.of()));
    }

    @Test
    public void whatGoesOnWithoutEndEndsByALimitAndIsNamed() throws IOException {
        SitePages pages = pages();
        for (String endless : List.of("\n<#macro a><@a/></#macro><@a/>", "\n<#list 1.. as x>${x}</#list>",
                "\n<#list 1.. as x></#list>", "\n<#list 1..100000000 as x></#list>",
                "\n<#function f n><#return f(n + 1)></#function>${f(1)}", "\n<#macro a>x<@b/></#macro>"
                + "<#macro b><@a/></#macro><@a/>", "\n<#assign s = \"ab\"><#list 1.. as x><#assign s = s + s></#list>")) {
            write("templates/page.ftlh", endless);
            write("content/en/home.md", "---\ntitle: Changed\n---\n");
            pages.tick();
            assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
            String problem = pages.problems().getFirst();
            assertTrue(endless + problem, problem.startsWith("site/templates/page.ftlh, line 2: "));
            assertTrue(problem, problem.endsWith(" (page home, language en)"));
        }
        write("templates/page.ftlh", "<h2>${meta.title}</h2>");
        pages.tick();
        assertEquals("mended, it shows at once", "<h2>Changed</h2>", body("/en/"));
        assertEquals(List.of(), pages.problems());
    }

    /** At a start nothing is tried before, and a node that has no memory left ends. */
    @Test
    public void whatGrowsWithoutALoopIsNamed() throws IOException {
        SitePages pages = pages();
        String text = "<#assign s = \"" + "x".repeat(32) + "\">";
        for (String growing : List.of("<#assign s = s + s>".repeat(21), "<#assign s += s>".repeat(21),
                "<#assign" + " s = s + s".repeat(21) + ">", "<#assign s>${s}${s}</#assign>".repeat(21),
                "<#assign s = \"${s}${s}\">".repeat(21), "<#global g = s>" + "<#global g = g + g>".repeat(21),
                "<#macro m>" + "<#local s = s + s>".repeat(21) + "</#macro><@m/>",
                "<#attempt><#assign s = s + s><#recover></#attempt>".repeat(21),
                "<#assign s = [s]>" + "<#assign s = s + s>".repeat(21))) {
            write("templates/page.ftlh", text + "\n" + growing);
            pages.tick();
            String problem = pages.problems().isEmpty() ? "none" : pages.problems().getFirst();
            assertTrue(growing + problem, problem.startsWith("site/templates/page.ftlh, line 2: puts together a "));
            assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
        }
    }

    /** For designers, who do not count bytes. */
    @Test
    public void listsWithinListsAreNamedAsSuch() throws IOException {
        SitePages pages = pages();
        write("templates/page.ftlh", "<#list 1..9000 as x><#list 1..9000 as y></#list></#list>");
        pages.tick();
        assertTrue(pages.problems().getFirst(), pages.problems().getFirst().matches(".*(lists within lists|takes too long).*"));
    }

    @Test
    public void aTemplateThatIncludesItselfIsNamed() throws IOException {
        SitePages pages = pages();
        write("templates/page.ftlh", "<#include \"page.ftlh\">");
        pages.tick();
        assertTrue(pages.problems().getFirst(), pages.problems().getFirst().startsWith("site/templates/page.ftlh"));
        assertTrue(body("/en/").startsWith("<h1>Home</h1>"));
        write("templates/layout.ftlh", "<#macro frame>\n<#list 1..2 as x><b>\n<#nested></b></#list></#macro>");
        write("templates/part.ftlh", "\n<#include \"page.ftlh\">");
        for (String[] each : new String[][] {{"page", "page.ftlh, line 3"}, {"part", "part.ftlh, line 2"}}) {
            write("templates/page.ftlh", "<#import \"layout.ftlh\" as layout>\n<@layout.frame>\n<#include \"" + each[0] + ".ftlh\">\n"
                    + "</@layout.frame>");
            pages.tick();
            String problem = pages.problems().getFirst();
            assertTrue(problem, problem.startsWith("site/templates/p") && !problem.contains("layout.ftlh")
                    && problem.contains("includes a template that is being included already"));
        }
    }

    @Test
    public void onePageThatFailsKeepsNoOtherFromBeingFresh() throws IOException {
        write("content/en/about.md", "---\ntitle: About\ntemplate: about\n---\n");
        write("templates/about.ftlh", "<#if (sections?size > 0)><#macro a><@a/></#macro><@a/></#if>about");
        write("templates/page.ftlh", "<#list sections as each>${each.html}</#list>");
        var sections = new Sections();
        SitePages pages = pages(sections);
        assertEquals("about", body("/en/about"));
        bind(sections, language -> "first", "about");
        bind(sections, language -> "second", "home");
        pages.tick();
        assertEquals("second", body("/en/"));
        assertEquals("the last good one", "about", body("/en/about"));
        assertTrue(pages.problems().toString(), pages.problems().getFirst().contains("(page about, language en)"));
    }

    @Test
    public void aSectionThatFailsKeepsNothingElseBack() throws IOException {
        write("templates/page.ftlh", "${meta.title}<#list sections as each>${each.html}</#list>");
        var sections = new Sections();
        SitePages pages = pages(sections);
        bind(sections, language -> {
            throw new StackOverflowError("bad");
        }, "home");
        bind(sections, language -> "x".repeat(600_000), "home");
        bind(sections, language -> null, "home");
        bind(sections, language -> "good", "home");
        write("content/en/home.md", "---\ntitle: Changed\n---\n");
        pages.tick();
        assertEquals("Changedgood", body("/en/"));
        assertEquals(pages.problems().toString(), 3, pages.problems().size());
    }

    @Test
    public void whatFailsAfterTheEndIsNoProblemOfTheSite() throws IOException {
        var failing = new AtomicBoolean();
        SitePages pages = pages(new Sections(), (_, set) -> {
            if (failing.get()) {
                throw new NoClassDefFoundError("as a test has it");
            }
            published = set;
        });
        failing.set(true);
        write("content/en/home.md", "---\ntitle: Changed\n---\n");
        pages.tick();
        assertTrue(pages.problems().toString(), pages.problems().getFirst().contains("could not be published"));
        failing.set(false);
        pages.tick();
        failing.set(true);
        write("content/en/home.md", "---\ntitle: Once more\n---\n");
        pages.stop();
        pages.tick();
        assertEquals(List.of(), pages.problems());
    }

    @Test
    public void whatIsNoFileOfTheSiteIsSaidAndNotRead() throws Exception {
        SitePages pages = pages();
        Files.createDirectories(path("root"));
        Files.createSymbolicLink(path("root/passwd"), Path.of("/etc/passwd"));
        new ProcessBuilder("mkfifo", path("assets/pipe").toString()).start().waitFor();
        pages.tick();
        assertEquals(List.of("site/assets/pipe: expected a file, found a link or something else that is none",
                "site/root/passwd: expected a file, found a link or something else that is none"), pages.problems());
        assertTrue(published.snapshots().stream().noneMatch(each -> each.path().contains("passwd")));
        Files.delete(path("assets/pipe"));
        Files.delete(path("root/passwd"));
        pages.tick();
        assertEquals(List.of(), pages.problems());
    }

    @Test
    public void filesThatExplodeAreNamed() throws IOException {
        SitePages pages = pages();
        var bomb = new StringBuilder("a0: &a0 {x: y}\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" {b: *a").append(i - 1).append(", c: *a")
                    .append(i - 1).append("}\n");
        }
        String good = "---\ntitle: Home\n---\n";
        named(pages, "translations/en.yaml", bomb.toString(), "language: English\nhello: Hello {0}\n");
        named(pages, "translations/en.yaml", "a: &a {b: *a}\n", "language: English\nhello: Hello {0}\n");
        named(pages, "translations/en.yaml", "a: " + "[".repeat(100_000), "language: English\nhello: Hello {0}\n");
        named(pages, "content/en/home.md", good + ">".repeat(50_000) + "x", good);
        named(pages, "content/en/home.md", good + "- ".repeat(5_000) + "x", good);
        named(pages, "content/en/home.md", good + "x".repeat(300_000), good);
        named(pages, "content/en/home.md", good + "[".repeat(50_000), good);
        named(pages, "templates/page.ftlh", "${" + "(".repeat(100_000) + "}", "fine");
        named(pages, "templates/page.ftlh", "${\"x\"?left_pad(2000000000)}", "fine");
        named(pages, "templates/page.ftlh", "${\"x\"?<#-- -->left_pad(20)}", "fine");
        named(pages, "templates/page.ftlh", "${(1..50000)?join(\",\")?length}", "fine");
        named(pages, "templates/unused.ftlh", "${(1..50000)?join(\",\")?length}", "fine");
        named(pages, "templates/page.ftlh", "${meta?api.getClass()}", "fine");
        named(pages, "templates/page.ftlh", "<#include \"/etc/passwd\">", "fine");
        named(pages, "templates/page.ftlh", "<#import \"file:///etc/passwd\" as x>", "fine");
    }

    private void named(SitePages pages, String name, String bad, String good) throws IOException {
        write(name, bad);
        pages.tick();
        if (!bad.endsWith("[[[")) {
            assertTrue(name + ": " + pages.problems(), !pages.problems().isEmpty()
                    && pages.problems().getFirst().startsWith("site/" + name));
        }
        write(name, good);
        pages.tick();
        assertEquals(List.of(), pages.problems());
    }

    private static void bind(Sections sections, UnaryOperator<String> html, String page) {
        sections.bindSection(new TestReference(), new PageSection() {
            @Override
            public String page() {
                return page;
            }

            @Override
            public String name() {
                return "part";
            }

            @Override
            public String html(String language) {
                return html.apply(language);
            }
        });
    }

    private SitePages pages() {
        return pages(new Sections());
    }

    private SitePages pages(Sections sections) {
        return pages(sections, (_, set) -> published = set);
    }

    private SitePages pages(Sections sections, SnapshotPublisher publisher) {
        var pages = new SitePages(publisher, new DonationView(), sections,
                new SiteAddress(), folder.getRoot().toPath(), Duration.ZERO, Shipped.NOTHING, path(".kept"),
                new ForeignLinks(() -> new ServletPaths(List.of("/raffle/*")), Duration.ZERO), InstantSource.system());
        pages.tick();
        return pages;
    }

    private Snapshot snapshot(String path) {
        return published.snapshots().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    }

    private String body(String path) {
        return text(snapshot(path));
    }

    private static String text(Snapshot snapshot) {
        return StandardCharsets.UTF_8.decode(snapshot.body().duplicate()).toString();
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
        touch(name);
    }

    /** Two writes within one tick of the file system's clock must still differ. */
    private void touch(String name) throws IOException {
        Files.setLastModifiedTime(path(name), FileTime.from(Instant.ofEpochSecond(1_000_000 + written++)));
    }
}
