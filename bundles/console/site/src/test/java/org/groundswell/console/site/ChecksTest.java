package org.groundswell.console.site;

import static org.groundswell.console.site.FindingProgram.finding;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.pages.api.editing.TextChange;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the program finds stops a publication, is shown, and is told in the morning. */
public class ChecksTest {
    private static final String HOME = "content/en/home.md";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final FakeSite site = new FakeSite();
    private SiteDesk desk;
    private SiteChecks checks;
    private EditServlet edit;
    private FindingProgram program;

    @Before
    public void open() throws IOException {
        site.write(HOME, "---\ntitle: Home\n---\nHelp\n");
        program = FindingProgram.in(folder.getRoot().toPath());
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), Clock.systemUTC(), 100_000);
        desk.look();
        checks = new SiteChecks(site, program.file(), folder.getRoot().toPath().resolve("check"), Clock.systemUTC());
        edit = new EditServlet(frame, desk, checks, frame, site.release);
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void anErrorStopsItAndAWarningIsAskedFor() throws Exception {
        program.finds(1, finding("ERROR", HOME, 4, "a heading is lost"), finding("ERROR", "content/nl/other.md", 1, "not mine"));
        Call told = publish("First\n");
        assertEquals(422, told.status);
        assertTrue(told.body(), told.body().contains("site/content/en/home.md, line 4: a heading is lost; mend it"));
        assertTrue("what others have to mend", !told.body().contains("not mine"));
        program.finds(1, finding("ERROR", "content/nl/other.md", 1, "not mine"));
        Call asked = publish("A mispelt word\n");
        assertEquals(422, asked.status);
        assertTrue(asked.body(), asked.body().contains("Publish all the same") && asked.body().contains("no word"));
        assertTrue(site.read(HOME).contains("Help"));
        String meant = first(asked.body(), "name=\"meant\" value=\"([0-9a-f]+)\"");
        assertTrue("what another editor is asked meanwhile", checks.review(List.of(new TextChange(HOME, "", "mispelt too".getBytes())),
                "", "omar").orElseThrow() instanceof Outcome.Warned);
        program.finds(1, finding("ERROR", HOME, 4, "another text is another question"));
        assertEquals(422, publish("Another mispelt word\n", "meant", meant).status);
        assertEquals("nobody waits twice for one look", 303, publish("A mispelt word\n", "meant", meant).status);
        assertTrue(site.read(HOME).contains("mispelt"));
    }

    /** A page that stands still is pressed again by nobody. */
    @Test
    public void whoWaitsForALongLookPressesOnce() throws Exception {
        var slow = new SiteChecks(site, program.file(), folder.getRoot().toPath().resolve("slow"), Clock.systemUTC(), Duration.ofMillis(1));
        edit = new EditServlet(frame, desk, slow, frame, site.release);
        var over = new CountDownLatch(1);
        site.onCopy = () -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            Call waits = publish("First\n");
            assertEquals(503, waits.status);
            assertTrue(waits.body(), waits.body().contains("<button name=\"do\" value=\"publish\" data-again>"));
            Call plans = publish("First\n", "do", "plan", "at", "2999-12-01T20:00");
            assertEquals(503, plans.status);
            assertTrue(plans.body(), plans.body().contains("class=\"second\" data-again>")
                    && plans.body().contains("name=\"at\" value=\"2999-12-01T20:00\"")
                    && !plans.body().contains("value=\"publish\" data-again"));
        } finally {
            over.countDown();
            slow.close();
        }
    }

    /** The files of the languages are not among what goes out, and what they lack is seen by visitors all the same. */
    @Test
    public void aCampaignWithoutATitleIsAskedAbout() throws Exception {
        site.write("site.yaml", "name: Small\n");
        program.finds(0, finding("WARNING", "translations/nl.yaml", 0, "campaign.roof.title: expected this text"),
                finding("WARNING", "translations/nl.yaml", 3, "not mine"));
        var change = List.of(new TextChange("site.yaml", "", "name: Smaller\n".getBytes()));
        var asked = (Outcome.Warned) checks.review(change, "", "noor").orElseThrow();
        assertEquals(List.of("site/translations/nl.yaml: campaign.roof.title: expected this text; mend it"), asked.warnings());
        assertTrue("of a page nobody is asked", checks.review(List.of(new TextChange(HOME, "", "x".getBytes())), "", "noor").isEmpty());
    }

    @Test
    public void aCheckThatCannotBeMadeKeepsNobodyFromPublishing() throws Exception {
        Files.writeString(program.file(), "#!/bin/sh\necho no list\n");
        publishUnseen("One\n");
        Files.writeString(program.file(), "#!/bin/sh\nexit 2\n");
        publishUnseen("Two\n");
        Files.delete(program.file());
        publishUnseen("Three\n");
        assertEquals("/admin/site/check?failed=yes", new Call("noor", "").send(new CheckServlet(frame, checks), List.of(), "do",
                "look").headers.get("Location"));
    }

    /** Said, and done when it is meant. */
    private void publishUnseen(String text) throws Exception {
        Call asked = publish(text);
        assertEquals(422, asked.status);
        assertTrue(asked.body(), asked.body().contains("Nobody could look through it"));
        assertTrue(!site.read(HOME).contains(text));
        String meant = first(asked.body(), "name=\"meant\" value=\"([0-9a-f]+)\"");
        assertEquals(303, publish(text, "meant", meant).status);
        assertTrue(site.read(HOME).contains(text));
    }

    @Test
    public void allFindingsAreShownWithAWayToTheirText() throws Exception {
        var page = new CheckServlet(frame, checks);
        assertTrue(Call.get(page, null).body().contains("Nobody has looked yet"));
        program.finds(1, finding("ERROR", "content/nl/about.md", 7, "<script>"), finding("WARNING", "site.yaml", 3, "a colour"),
                finding("WARNING", "templates/page.ftlh", 0, "a template"), finding("WARNING", "content/ar/", 0, "lacks pages"));
        assertEquals(303, new Call("noor", "").send(page, List.of(), "do", "look").status);
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            String body = Call.get(page, null).body();
            assertTrue(body, body.contains("href=\"/admin/site/edit?text=page%2Fabout#text-nl\""));
            assertTrue(body, body.contains("href=\"/admin/site/edit?text=site#text-site\""));
            assertTrue(body, body.contains("&lt;script&gt;; mend it"));
        }
        assertEquals(400, new Call("noor", "").send(page, List.of(), "do", "format").status);
        var again = new SiteChecks(site, program.file(), folder.getRoot().toPath().resolve("check"), Clock.systemUTC());
        assertEquals("it is remembered", 4, again.last().orElseThrow().findings().size());
    }

    private Call publish(String text, String... further) throws Exception {
        String page = Call.get(edit, "text=page/home").body();
        var fields = new ArrayList<>(List.of("do", "publish", "text", "page/home", "mark", first(page,
                "name=\"mark\" value=\"([^\"]*)\""), "text-en", "---\ntitle: Home\n---\n" + text, "base-en", first(page,
                "name=\"base-en\" value=\"([^\"]*)\"")));
        fields.addAll(List.of(further));
        return new Call("noor", "").send(edit, List.of(), fields.toArray(String[]::new));
    }

    private static String first(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertTrue(pattern + " in " + page, found.find());
        return found.group(1);
    }
}
