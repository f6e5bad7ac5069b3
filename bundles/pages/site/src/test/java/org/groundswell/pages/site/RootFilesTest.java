package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** The site's own files under names that the program has something for, too. */
public class RootFilesTest {
    private static final List<String> NAMES = List.of("embed.js", "embed.css", "en/news/feed.xml", "sitemap.xml");
    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void aFileOfTheSiteComesBeforeWhatTheProgramMakes() throws IOException {
        site.isAt("https://give.example");
        site.write("content/en/news/2026-02-01-boats.md", "---\ntitle: Boats\n---\n");
        for (String name : NAMES) {
            site.write("root/" + name, "mine");
        }
        assertEquals(List.of(), site.problems());
        for (String name : NAMES) {
            assertEquals(name, List.of("mine"), site.published().snapshots().stream()
                    .filter(each -> each.path().equals("/" + name))
                    .map(each -> new String(each.bytes(), StandardCharsets.UTF_8)).toList());
        }
    }
}
