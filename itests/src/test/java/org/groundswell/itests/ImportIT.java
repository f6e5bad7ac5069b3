package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** The pages of another site, taken over beside a node that runs. */
public class ImportIT {
    private static final Path OLD_SITES = Path.of("../bundles/pages/migration/src/test/resources").toAbsolutePath().normalize();

    @Test
    public void pagesNewsAndPicturesAreServedAndTheCheckHasNoErrorsButWhatTheOldSiteDidNotSay() throws Exception {
        try (Node node = Node.prepared("import")) {
            node.start();
            Visitor visitor = node.visitor();
            var hugo = node.script("import", "hugo", OLD_SITES.resolve("hugo").toString());
            assertEquals(hugo.text(), 0, hugo.status());
            assertTrue(hugo.text(), hugo.text().contains("Taken over: 4 pages (en 3, nl 1), 2 pictures"));
            var wordPress = node.script("import", "wordpress", OLD_SITES.resolve("export.xml").toString(), "--uploads",
                    OLD_SITES.resolve("uploads").toString());
            assertEquals(wordPress.text(), 0, wordPress.status());
            Await.until("a page is there", () -> visitor.get("/en/about/team").body().contains("<li>Ann</li>"));
            Await.until("and one below its parent", () -> visitor.get("/en/about-us/crew").body().contains("<td>Bo</td>"));
            Await.until("and news with its picture", () -> visitor.get("/nl/news/boot-twee").body()
                    .matches("(?s).*<img[^>]*alt=\"A red boat\".*"));
            assertTrue("a draft waits", visitor.get("/en/news/boats").status() == 404);
            speaksFrench(node.home().resolve("site"));
            assertTrue(hugo.text(), hugo.text().contains("nobody has said what the picture yard.png shows"));
            var silent = node.script("check");
            assertEquals(silent.text(), 1, silent.status());
            Path story = node.home().resolve("site/content/en/news/2024-03-01-first-boat.md");
            Files.writeString(story, Files.readString(story).replace("picture: yard.png", "picture: yard.png\nalt: Our yard"));
            var check = node.script("check");
            assertEquals(check.text(), 0, check.status());
            assertTrue(check.text(), check.text().contains("content/en/about-us.md:12: warning: '/crew/' leads nowhere"));
            assertTrue("of another bundle: " + check.text(), check.text().contains("translations/fr.yaml: warning: lacks texts of"
                    + " receipts"));
            assertEquals(2, node.script("import", "joomla", "x").status());
        }
    }

    private static void speaksFrench(Path site) throws IOException {
        Files.createDirectories(site.resolve("content/fr"));
        Files.copy(site.resolve("content/en/home.md"), site.resolve("content/fr/home.md"));
        Files.copy(site.resolve("translations/en.yaml"), site.resolve("translations/fr.yaml"));
        Path file = site.resolve("site.yaml");
        Files.writeString(file, Files.readString(file).replace("languages: [en, nl, ar]", "languages: [en, nl, ar, fr]"));
    }
}
