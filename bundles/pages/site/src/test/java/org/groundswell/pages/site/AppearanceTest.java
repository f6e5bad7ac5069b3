package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Name, logo, colours and menu stand in one file. */
public class AppearanceTest {
    @Rule
    public final TestSite site = new TestSite();
    private String plain;

    @Before
    public void aPageThatShowsThem() throws IOException {
        site.speaks("nl");
        site.write("content/en/about.md", "---\ntitle: Who we are\nmenu: About\ntranslated: no\n---\n");
        site.write("assets/our logo.svg", "<svg/>");
        site.write("templates/page.ftlh", "${logo} ${style} <#list menu as item>${item.path} ${item.title};</#list>");
        plain = Files.readString(site.path("site.yaml"));
    }

    @Test
    public void theyAreWhatTheFileSays() throws IOException {
        says("logo: our logo.svg\nmenu: [about, home]\ncolours: { deep: \"#123\", dark: { deep: \"#eeeeee\" } }\n");
        assertEquals(List.of(), site.problems());
        String html = site.body("/en/");
        assertTrue(html, html.matches("/assets/our%20logo\\.[0-9a-f]{10}\\.svg /assets/colours\\.[0-9a-f]{10}\\.css"
                + " /en/about About;/en/ Home;"));
        assertTrue("each language has its own", site.body("/nl/").endsWith(" /nl/ Home;"));
        String style = site.body(html.split(" ")[1]);
        assertEquals("@media (prefers-color-scheme: light) { :root { --deep: #123; } }\n"
                + "@media (prefers-color-scheme: dark) { :root { --deep: #eeeeee; } }\n", style);
    }

    /** Bookmarks and feed readers ask for it without having read a page. */
    @Test
    public void theLogoIsTheIconAtItsOldNameToo() throws IOException {
        says("logo: our logo.svg\n");
        assertEquals(List.of(), site.problems());
        assertEquals("<svg/>", site.body("/favicon.ico"));
        site.write("root/favicon.ico", "ours");
        assertEquals(List.of(), site.problems());
        assertEquals("a file of that name comes first", "ours", site.body("/favicon.ico"));
    }

    @Test
    public void whoSaysNothingHasNone() throws IOException {
        assertEquals(List.of(), site.problems());
        assertEquals("  ", site.body("/en/"));
    }

    @Test
    public void mistakesAreNamedWithTheirLine() throws IOException {
        site.problems();
        int line = (int) plain.lines().count() + 1;
        says("logo: gone.svg\n");
        assertEquals(List.of("site/site.yaml, line " + line + ": logo: there is no file assets/gone.svg"), site.problems());
        says("menu: [abuot]\n");
        assertEquals(List.of("site/site.yaml, line " + line + ": menu: there is no page content/<language>/abuot.md"),
                site.problems());
        for (String bad : List.of("{ deep: red; }", "{ deep: \"#12\" }", "{ \"a;b\": \"#123456\" }", "blue",
                "{ dark: { deep: \"url(x)\" } }")) {
            says("colours: " + bad + "\n");
            String problem = site.problems().toString();
            assertTrue(problem, problem.startsWith("[site/site.yaml, line " + line + ": colours: expected "));
            assertEquals(problem, 1, site.problems().size());
        }
    }

    /** It is made by the release, from the entries. */
    @Test
    public void theListOfNewsMayBeInTheMenu() throws IOException {
        says("menu: [news]\n");
        assertTrue(site.problems().toString(), site.problems().toString().contains("menu: there is no page"));
        site.write("content/en/news/2026-01-02-boats.md", "---\ntitle: Boats\n---\nThey left.\n");
        String problems = site.problems().toString();
        assertFalse(problems, problems.contains("menu:"));
    }

    /** A variable may be of the site's own style. */
    @Test
    public void aColourThatNothingHasIsNamed() throws IOException {
        site.write("assets/own.css", "a { color: var(--sky); }");
        says("colours: { deep: \"#123\", sky: \"#abc\",\n  dark: { depe: \"#fff\" } }\n");
        int line = (int) plain.lines().count() + 2;
        assertEquals(List.of("site/site.yaml, line " + line + ": colours: no style in assets/ has a variable --depe: is it"
                + " the right name?"), site.problems());
        assertTrue("nothing is held back", site.start().isWhole());
    }

    private void says(String lines) throws IOException {
        site.write("site.yaml", plain + lines);
    }
}
