package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a campaign is called is asked for where it is made, in each language, and goes out with it. */
public class CampaignTitlesTest {
    private static final String FILE = """
            name: Small
            languages: [en, nl, ar]
            campaigns:
              - { id: flood, currency: EUR, goal: 100, amounts: [10] }
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final FakeSite site = new FakeSite();
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private SiteDesk desk;
    private SettingsServlet page;
    private EditServlet edit;

    @Before
    public void open() throws IOException {
        site.write("site.yaml", FILE);
        site.write("translations/en.yaml", "language: English\ncampaign: { flood.title: Delta appeal } # theirs\n");
        site.write("translations/nl.yaml", "language: Nederlands\r\ncampaign.flood.title: Deltahulp\r\n");
        site.write("translations/ar.yaml", "language: عربي\n");
        restart();
    }

    private void restart() throws IOException {
        if (desk != null) {
            desk.close();
        }
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), clock, 10_000);
        desk.look();
        page = new SettingsServlet(frame, desk);
        Path root = folder.getRoot().toPath();
        edit = new EditServlet(frame, desk, new SiteChecks(site, ContentProgram.in(root), root.resolve("check"), Clock.systemUTC()),
                frame, site.release);
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void aNewCampaignAndItsTitlesGoOutAsOne() throws Exception {
        Call saved = send(form(), "id-", "roof", "currency-", "EUR", "goal-", "50", "amounts-", "5", "called.en.", "A roof: now",
                "called.nl.", " Een dak ", "called.ar.", "سقف");
        assertEquals("/admin/site/edit?text=site&did=saved", saved.headers.get("Location"));
        assertEquals("nobody sees it", "language: عربي\n", site.read("translations/ar.yaml"));
        String draft = Call.get(edit, "text=site").body();
        assertTrue(draft, draft.contains("translations/ar.yaml") && draft.contains("campaign.roof.title: سقف</span></ins>"));
        restart();
        assertTrue("the form goes on with them", form().contains("name=\"called.nl.roof\" value=\"Een dak\""));
        assertEquals(303, publish(Call.get(edit, "text=site").body()).status);
        assertTrue(site.read("site.yaml"), site.read("site.yaml").contains("id: roof"));
        assertEquals("language: English\ncampaign: { flood.title: Delta appeal, roof.title: \"A roof: now\" } # theirs\n",
                site.read("translations/en.yaml"));
        assertEquals("as the file is written", "language: Nederlands\r\ncampaign.flood.title: Deltahulp\r\ncampaign.roof.title: Een dak\r\n",
                site.read("translations/nl.yaml"));
        assertEquals("language: عربي\ncampaign.roof.title: سقف\n", site.read("translations/ar.yaml"));
        assertEquals(List.of("site.publish site (ar, en, nl, site) "), frame.noted);
        assertTrue("they have their versions", Call.get(edit, "text=translations").body().contains("<bdi>noor</bdi>"));
    }

    /** Until their hour the translations are edited on. */
    @Test
    public void theyGoOutAtTheirHourInTheFilesAsTheyAreThen() throws Exception {
        send(form(), "id-", "roof", "currency-", "EUR", "goal-", "50", "amounts-", "5", "called.en.", "A roof", "called.nl.", "Een dak",
                "called.ar.", "سقف");
        desk.plan(Item.SITE, mark(), clock.instant().plusSeconds(60), "noor", () -> { });
        site.write("translations/en.yaml", "language: English\ncampaign: { flood.title: Delta flood appeal }\n");
        clock.pass(Duration.ofHours(1));
        desk.look();
        assertTrue(desk.drafts().isEmpty());
        assertEquals("language: English\ncampaign: { flood.title: Delta flood appeal, roof.title: A roof }\n",
                site.read("translations/en.yaml"));
    }

    @Test
    public void aTitleChangesAloneAndWhatNobodyChangedDoesNot() throws Exception {
        assertTrue(form(), form().contains("name=\"called.en.flood\" value=\"Delta appeal\"") && form().contains("name=\"called.ar.flood\" value=\"\""));
        assertEquals("/admin/site/edit?text=site&did=nothing", send(form()).headers.get("Location"));
        assertEquals(303, send(form(), "called.nl.flood", "Deltahulp nu").status);
        assertEquals("a draft as a text keeps it", 303, post(Call.get(edit, "text=site").body(), "save").status);
        assertEquals(303, publish(Call.get(edit, "text=site").body()).status);
        assertEquals("language: Nederlands\r\ncampaign.flood.title: Deltahulp nu\r\n", site.read("translations/nl.yaml"));
        assertEquals("language: عربي\n", site.read("translations/ar.yaml"));
        assertEquals(FILE, site.read("site.yaml"));
        assertEquals(303, send(form(), "called.nl.flood", "Deltahulp").status);
        assertEquals(303, send(form(), "called.nl.flood", "Deltahulp nu").status);
        assertTrue("as it was before is no draft", desk.drafts().isEmpty());
    }

    @Test
    public void nobodysTitleIsWrittenOver() throws Exception {
        String mine = form();
        assertEquals(303, send(mine, "called.en.flood", "Mine").status);
        site.write("translations/en.yaml", "campaign: { flood.title: Theirs }\n");
        Call told = publish(Call.get(edit, "text=site").body());
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("translations/en.yaml") && told.body().contains("flood.title: Theirs"));
        assertTrue(site.read("translations/en.yaml").contains("Theirs"));
        assertEquals("seen, and meant", 303, send(form()).status);
        assertEquals(303, publish(Call.get(edit, "text=site").body()).status);
        assertEquals("campaign: { flood.title: Mine }\n", site.read("translations/en.yaml"));
        mine = form();
        site.write("translations/en.yaml", "campaign: { flood.title: Theirs again }\n");
        assertEquals("seen since nobody has", 409, send(mine, "goal-flood", "200").status);
    }

    @Test
    public void whatIsMissingIsSaid() throws Exception {
        Call untitled = send(form(), "id-", "roof", "currency-", "EUR", "goal-", "50", "amounts-", "5", "called.en.", "A roof");
        assertEquals("/admin/site/edit?text=site&did=campaign", untitled.headers.get("Location"));
        Call emptied = send(form(), "called.en.flood", "");
        assertEquals(422, emptied.status);
        assertTrue(emptied.body(), emptied.body().contains("What it is called (en) (<bdi dir=\"ltr\">flood</bdi>)")
                && emptied.body().matches("(?s).*name=\"called.en.flood\"[^>]* aria-invalid=\"true\".*"));
        assertEquals("one that is to come needs none yet", 303, send(form(), "called.en.roof", "").status);
        site.write("translations/nl.yaml", "language: [\n");
        assertFalse("a file that nobody can read", form().contains("called.nl."));
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertTrue(form().contains("name=\"called.en.\""));
        }
    }

    /** A title of a campaign that was taken out of the draft again is nobody's. */
    @Test
    public void aCampaignThatDoesNotComeHasNoTitle() throws Exception {
        send(form(), "id-", "roof", "currency-", "EUR", "goal-", "50", "amounts-", "5", "called.en.", "A roof", "called.nl.", "Een dak",
                "called.ar.", "سقف");
        Sheet sheet = desk.sheet(Item.SITE);
        desk.save(new SiteDesk.Edit(Item.SITE, sheet.mark(), Map.of("site", new Draft.Text(sheet.columns().getFirst().base(),
                FILE.replace("100", "200"))), "noor"));
        assertEquals(303, publish(Call.get(edit, "text=site").body()).status);
        assertEquals("language: عربي\n", site.read("translations/ar.yaml"));
        assertEquals(FILE.replace("100", "200"), site.read("site.yaml"));
    }

    private String mark() {
        return Draft.mark(Optional.of(desk.drafts().getFirst()));
    }

    private String form() throws Exception {
        return Call.get(page, null).body();
    }

    private Call send(String form, String... fields) throws Exception {
        return new Call("noor", "").send(page, List.of(), fields(form, fields).toArray(String[]::new));
    }

    private Call publish(String form) throws Exception {
        return post(form, "publish");
    }

    private Call post(String form, String what) throws Exception {
        var sent = fields(form.substring(form.indexOf("<form")), "do", what);
        Matcher text = Pattern.compile("<textarea id=\"text-site\"[^>]*>\n([^<]*)</textarea>").matcher(form);
        assertTrue(form, text.find());
        sent.addAll(List.of("text-site", text.group(1)));
        return new Call("noor", "").send(edit, List.of(), sent.toArray(String[]::new));
    }

    /** As a browser sends the first form, with these fields in place of what it came with. */
    private static ArrayList<String> fields(String form, String... fields) {
        var sent = new ArrayList<String>();
        Matcher field = Pattern.compile("<input[^>]*name=\"([^\"]+)\" value=\"([^\"]*)\"").matcher(form.split("</form>", 2)[0]);
        while (field.find()) {
            if (!List.of(fields).contains(field.group(1))) {
                sent.addAll(List.of(field.group(1), field.group(2).replace("&quot;", "\"")));
            }
        }
        sent.addAll(List.of(fields));
        return sent;
    }
}
