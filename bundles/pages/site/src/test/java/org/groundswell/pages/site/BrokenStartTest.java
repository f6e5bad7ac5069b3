package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.groundswell.pages.api.PageSection;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A node that is started on a site with a mistake. */
public class BrokenStartTest {
    private static final String BROKEN = "\n${meta.nothing}";
    @Rule
    public final TestSite site = new TestSite();

    @Before
    public void anotherPage() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.write("templates/home.ftlh", "<h1>${meta.title}</h1>");
    }

    @Test
    public void whatWasGoodBeforeTheRestartIsShown() throws IOException {
        assertTrue(site.start().isWhole());
        for (String file : new String[] {"templates/home.ftlh", "templates/page.ftlh", "site.yaml"}) {
            String good = Files.readString(site.path(file));
            site.write(file, file.equals("site.yaml") ? "name: [" : BROKEN);
            SitePages pages = site.start();
            assertEquals(file, "<h1>Home</h1>", site.body("/en/"));
            assertEquals(file, "<h1>About</h1>", site.body("/en/about"));
            assertTrue(file, pages.isWhole());
            assertTrue(site.problems().toString(), site.problems().getFirst().startsWith("site/" + file + ", line "));
            site.write("content/en/home.md", "---\ntitle: Changed\n---\n");
            assertEquals("stays until all is mended", 1, site.problems().size());
            assertEquals("<h1>Home</h1>", site.body("/en/"));
            site.write(file, good);
            assertEquals(List.of(), site.problems());
            assertEquals("<h1>Changed</h1>", site.body("/en/"));
            site.write("content/en/home.md", "---\ntitle: Home\n---\n");
            site.problems();
        }
    }

    @Test
    public void aPageThatNeverWasGoodSaysSoAndTheOthersAreThere() throws IOException {
        site.write("templates/home.ftlh", BROKEN);
        SitePages pages = site.start();
        assertEquals("<h1>About</h1>", site.body("/en/about"));
        String home = site.body("/en/");
        assertTrue(home, home.contains("This page is being mended."));
        assertTrue(home, home.contains("<a href=\"/en/about\">About</a>"));
        assertTrue(home, home.contains("noindex"));
        assertFalse(pages.isWhole());
        assertTrue(pages.problems().toString(), pages.problems().getFirst().startsWith("site/templates/home.ftlh, line 2: "));
        site.write("templates/home.ftlh", "mended");
        assertEquals(List.of(), site.problems());
        assertEquals("mended", site.body("/en/"));
        assertTrue(pages.isWhole());
    }

    @Test
    public void thePageInPlaceOfOneNamesNothingThatNobodyMaySee() throws IOException {
        site.isNow(Instant.parse("2026-03-01T10:00:00Z"));
        site.write("templates/home.ftlh", BROKEN);
        site.write("content/en/news/2026-02-01-secret.md", "---\ntitle: Secret\ndraft: yes\n---\n");
        site.write("content/en/news/2026-03-02-boats.md", "---\ntitle: Tomorrow\n---\n");
        site.write("content/en/news/2026-03-01-boats.md", "---\ntitle: Boats\n---\n");
        site.start();
        String home = site.body("/en/");
        assertTrue(home, home.contains("<a href=\"/en/news/boats\">Boats</a>"));
        assertFalse(home, home.contains("Secret") || home.contains("secret"));
        assertFalse(home, home.contains("Tomorrow"));
    }

    @Test
    public void aPageThatFailsOnNewFiguresStaysOverARestart() throws IOException {
        var sections = new Sections();
        site.write("templates/home.ftlh", "<h1>${meta.title}</h1><#if sections?has_content>${meta.nothing}</#if>");
        SitePages pages = site.start(sections);
        sections.bindSection(new TestReference(), section());
        pages.tick();
        assertEquals("<h1>Home</h1>", site.body("/en/"));
        pages = site.start(sections);
        assertEquals("<h1>Home</h1>", site.body("/en/"));
        assertEquals("<h1>About</h1>", site.body("/en/about"));
        assertTrue(pages.problems().toString(), pages.problems().getFirst().contains("'meta.nothing' has no value"));
    }

    private static PageSection section() {
        return new PageSection() {
            @Override
            public String page() {
                return "home";
            }

            @Override
            public String name() {
                return "part";
            }

            @Override
            public String html(String language) {
                return "new";
            }
        };
    }

    @Test
    public void aMistakeIsNeverKeptForTheNextStart() throws IOException {
        site.start();
        site.write("templates/home.ftlh", BROKEN);
        site.problems();
        site.start();
        site.start();
        assertEquals("<h1>Home</h1>", site.body("/en/"));
    }
}
