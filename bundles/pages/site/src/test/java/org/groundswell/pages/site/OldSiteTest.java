package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.shared.services.ServletPaths;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A site folder that was made for an older release, on this one. */
public class OldSiteTest {
    private static final Path SHIPPED = Path.of("../../../runtime/site");
    private static final Map<String, Object> WAITING = Map.of("refresh", 5, "amount", Money.parse("EUR 25"), "monthly",
            false, "closed", false, "place", 7, "minutes", 2);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void copy() throws IOException {
        Files.walkFileTree(SHIPPED, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = path(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    public void theShippedSiteLacksNothing() throws IOException {
        assertEquals(List.of(), pages().problems());
    }

    @Test
    public void whatIsMissingIsTakenFromTheReleaseAndSaid() throws IOException {
        Files.delete(path("templates/wait.ftlh"));
        for (String language : List.of("en", "nl", "ar")) {
            Files.delete(path("content/" + language + "/wait.md"));
            change("translations/" + language + ".yaml", "(?m)^wait:(\\n  .*)+\\n", "");
            change("translations/" + language + ".yaml", "(?m)^wait: .*\\n", "");
        }
        // An older layout has less to say; the shipped page must not ask it for more.
        change("templates/layout.ftlh", " refresh=\"\"", "");
        change("templates/layout.ftlh", "(?m)^<#if refresh.*$", "");
        change("templates/thanks.ftlh", " refresh=[^>]*", "");
        change("templates/donate.ftlh", "monthly", "often");
        SitePages pages = pages();
        for (String language : List.of("en", "nl", "ar")) {
            String html = new String(pages.render("wait", language, WAITING), StandardCharsets.UTF_8);
            assertTrue(html, html.contains("<html"));
            assertFalse("a text, not its key", html.contains("wait.place"));
        }
        String problems = String.join("\n", pages.problems());
        assertTrue(problems, problems.contains("site/templates/wait.ftlh: this release needs this template; the"
                + " shipped one is used"));
        assertTrue(problems, problems.contains("site/content/nl/wait.md: this release needs this page"));
        assertTrue(problems, problems.contains("site/translations/ar.yaml: this release needs these texts"));
        assertTrue(problems, problems.contains("site/templates/donate.ftlh: does not speak of 'monthly': monthly gifts"
                + " are not offered"));
        assertTrue("nothing is held back", pages.isWhole());
    }

    private SitePages pages() throws IOException {
        var found = new ArrayList<Problem>();
        var pages = new SitePages((publisher, set) -> { }, new DonationView(), new Sections(),
                folder.getRoot().toPath(), Duration.ZERO, Shipped.of(SiteFolder.read(SHIPPED, found)),
                path(".kept"),
                new ForeignLinks(() -> new ServletPaths(List.of("/raffle/*")), Duration.ZERO));
        pages.tick();
        return pages;
    }

    private void change(String name, String pattern, String by) throws IOException {
        Files.writeString(path(name), Files.readString(path(name)).replaceAll(pattern, by));
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }
}
