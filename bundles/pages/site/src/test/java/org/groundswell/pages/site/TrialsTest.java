package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.shared.services.ServletPaths;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Sites that are tried and do not end: a pattern that finds nothing in all ways there are. */
public class TrialsTest {
    /** Takes a second or two, and of twice as many letters 32 times that. */
    private static final String PATTERN = "${\"" + "a".repeat(150) + "!\"?matches(\"a*a*a*a*a*b\")?c}";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void makeASite() throws IOException {
        write("site.yaml", "name: Small\nlanguages: [en]\ncampaigns:\n  - { id: flood, currency: EUR, goal: 100, amounts: [10] }\n");
        for (String page : List.of("home", "donate", "about", "contact")) {
            write("content/en/" + page + ".md", "---\ntitle: Words\n---\n");
        }
        write("translations/en.yaml", "language: English\n");
        write("templates/page.ftlh", "<p>" + PATTERN);
        write("templates/donate.ftlh", "<input name=key value=${key}>" + PATTERN);
        write("templates/error.ftlh", "error ${status}");
    }

    @Test
    public void oneWithoutAnEndTakesOnePlaceAndNotOneForEachPage() throws IOException {
        try (var trials = new LimitedRenders(3, Duration.ofMillis(50))) {
            FolderEditing editing = editing(trials);
            List<String> mistakes = editing.check(List.of()).remarks();
            assertTrue(mistakes.toString(), mistakes.getFirst().matches("site/templates/\\w+\\.ftlh: takes longer .*"));
            assertTrue("as it would be, and as it is", trials.hasPlace());
            editing.check(List.of());
            assertFalse(trials.hasPlace());
            assertTrue(editing.check(List.of()).remarks().getFirst().contains("then restart the node"));
        }
    }

    /** It would take another place each time. */
    @Test
    public void aPageThatGoesOnIsNotBegunAgain() {
        var running = new CompletableFuture<String>();
        var resting = new Resting(Duration.ZERO);
        resting.rest("about", "en", new RenderFailure("takes longer", "about", "en", new RenderLimitException("long", running)));
        assertFalse(resting.isOver());
        assertTrue(resting.why("about", "en").isPresent());
        running.complete("at last");
        assertTrue(resting.isOver());
        assertEquals(true, resting.why("about", "en").isEmpty());
    }

    private FolderEditing editing(LimitedRenders trials) {
        Path root = folder.getRoot().toPath();
        var contributions = new Contributions(Map.of(), Map.of(), PublicWords.NONE, Receipts.NONE, BrakesState.NONE, "");
        return new FolderEditing(root, Shipped.NOTHING, root.resolve(".kept"), trials, () -> contributions, () -> Figures.UNKNOWN,
                new ForeignLinks(() -> new ServletPaths(List.of()), Duration.ZERO), new Object());
    }

    private void write(String name, String text) throws IOException {
        Path path = folder.getRoot().toPath().resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
