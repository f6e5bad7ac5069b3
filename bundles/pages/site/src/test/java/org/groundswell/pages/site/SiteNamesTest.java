package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** Names of files as people and their systems write them. */
public class SiteNamesTest {
    private static final String COMPOSED = "caf\u00e9.jpg";
    private static final String DECOMPOSED = "cafe\u0301.jpg";
    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void anAddressOfANameWithBlanksIsOneWord() throws IOException {
        site.write("assets/our boat.jpg", "x");
        site.write("content/en/our story.md", "---\ntitle: Story\n---\n");
        site.write("root/our map.txt", "map");
        site.write("templates/page.ftlh", "<img src=\"${asset(\"our boat.jpg\")}\"><a href=\"${link(\"our story\")}\">");
        assertEquals(List.of(), site.problems());
        String html = site.body("/en/");
        assertTrue(html, html.matches("<img src=\"/assets/our%20boat\\.[0-9a-f]{10}\\.jpg\"><a href=\"/en/our%20story\">"));
        assertTrue(site.snapshot("/en/our story").isPresent());
        assertTrue(site.snapshot("/our map.txt").isPresent());
    }

    @Test
    public void oneFormOfUnicodeFindsTheOther() throws IOException {
        for (String[] names : new String[][] {{COMPOSED, DECOMPOSED}, {DECOMPOSED, COMPOSED}}) {
            site.write("assets/" + names[0], "x");
            site.write("templates/page.ftlh", "${asset(\"" + names[1] + "\")}");
            assertEquals(List.of(), site.problems());
            assertTrue(site.body("/en/"), site.body("/en/").startsWith("/assets/caf%C3%A9."));
            site.delete("assets/" + names[0]);
        }
    }

    @Test
    public void twoFilesOfOneNameAreSaid() throws IOException {
        site.write("assets/" + COMPOSED, "x");
        site.write("assets/" + DECOMPOSED, "y");
        assertEquals(List.of("site/assets/" + COMPOSED + ": there are two files of this name, each with another way to"
                + " write its accents: delete one"), site.problems());
    }

    @Test
    public void aNameThatNoAddressCanSayIsSaid() throws IOException {
        site.write("assets/100%.jpg", "x");
        site.write("assets/a\\b.jpg", "x");
        assertEquals(site.problems().toString(), 2, site.problems().size());
        assertTrue(site.problems().toString(), site.problems().getFirst().startsWith("site/assets/100%.jpg: "));
    }

    @Test
    public void aByteOrderMarkIsNoPartOfAnyFile() throws IOException {
        String mark = "\uFEFF";
        for (String name : List.of("site.yaml", "content/en/home.md", "translations/en.yaml", "templates/page.ftlh")) {
            site.write(name, mark + Files.readString(site.path(name)));
        }
        site.write("assets/a.css", mark + "a{}");
        site.write("root/robots.txt", mark + "User-agent: *");
        assertEquals(List.of(), site.problems());
        assertEquals("User-agent: *", site.body("/robots.txt"));
        assertFalse(site.published().snapshots().stream().anyMatch(each -> site.body(each.path()).contains(mark)));
    }
}
