package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** An editor who has never seen YAML. */
public class SettingsPageTest {
    private static final String FILE = """
            name: Small # that is us
            languages: [en, nl, ar]
            menu: [about]
            campaigns:
              - id: flood # never change it
                currency: EUR
                goal: 100
                amounts: [10]
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final FakeSite site = new FakeSite();
    private SiteDesk desk;
    private SettingsServlet page;

    @Before
    public void open() throws IOException {
        site.write("site.yaml", FILE);
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), Clock.systemUTC(), 10_000);
        desk.look();
        page = new SettingsServlet(frame, desk);
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void theGoalIsRaisedAndACampaignOpensTomorrow() throws Exception {
        Call saved = send(form(), "goal-flood", "200", "closes-flood", "2026-12-24T18:00", "id-", "roof", "currency-", " eur",
                "goal-", "50", "amounts-", "5, 10", "opens-", "2026-12-01T20:00");
        assertEquals("its title is nowhere yet", "/admin/site/edit?text=site&did=campaign", saved.headers.get("Location"));
        assertEquals(FILE.replace("goal: 100", "goal: 200") + """
                closes: 2026-12-24 18:00
              - id: roof
                currency: EUR
                goal: 50
                amounts: [5, 10]
                opens: 2026-12-01 20:00
            """, draft());
        assertEquals("nobody sees it", FILE, site.read("site.yaml"));
        String again = form();
        assertTrue(again, again.contains("There is a draft of noor") && again.contains("name=\"goal-roof\" value=\"50\"")
                && again.contains("name=\"opens-roof\" value=\"2026-12-01T20:00\""));
    }

    @Test
    public void whatIsWrongIsSaidAtOnce() throws Exception {
        Call refused = send(form(), "name", "broken");
        assertEquals(422, refused.status);
        assertTrue(refused.body(), refused.body().contains("cannot be published like this")
                && refused.body().contains("site/site.yaml, line 4") && refused.body().contains("value=\"broken\""));
        Call mended = send(refused.body(), "name", "Small");
        assertEquals("/admin/site/edit?text=site&did=nothing", mended.headers.get("Location"));
        Call unfinished = send(form(), "goal-", "50");
        assertEquals(422, unfinished.status);
        assertTrue(unfinished.body(), unfinished.body().contains("needs a name") && unfinished.body().contains("value=\"50\""));
        assertTrue(desk.drafts().isEmpty());
    }

    /** What cannot be written into the file is named, and all that was typed is in the form still. */
    @Test
    public void whatCannotBeWrittenIsNamedAndStays() throws Exception {
        site.write("site.yaml", FILE.replace("[about]", "&pages [about]") + "footer: *pages\n");
        Call refused = send(form(), "name", "Large", "goal-flood", "200", "menu", "about, news");
        assertEquals(422, refused.status);
        assertTrue(refused.body(), refused.body().contains("Pages in the menu\n</li>") && refused.body().contains("value=\"Large\"")
                && refused.body().contains("value=\"200\"") && refused.body().contains("value=\"about, news\""));
        assertTrue(desk.drafts().isEmpty());
        assertEquals(303, send(refused.body(), "menu", "about").status);
        assertTrue(draft(), draft().startsWith("name: Large # that is us") && draft().contains("goal: 200"));
    }

    /** It would lock the form: two campaigns of one name, or one that no field of the form can put right. */
    @Test
    public void aNewCampaignThatCannotBeIsNoDraft() throws Exception {
        for (String[] each : new String[][] {{"flood", "EUR", "id-"}, {"Winter", "EUR", "id-"}, {"a b", "EUR", "id-"},
            {"winter", "EURO", "currency-"}, {"winter", "", "currency-"}}) {
            Call refused = send(form(), "id-", each[0], "currency-", each[1], "goal-", "50", "amounts-", "5");
            assertEquals(each[0], 422, refused.status);
            assertTrue(refused.body(), refused.body().contains(each[2].equals("id-") ? "Name, as it stands in the address: small letters" : "Currency, such as EUR: the three letters")
                    && refused.body().matches("(?s).*name=\"" + each[2] + "\"[^>]* aria-invalid=\"true\".*")
                    && refused.body().contains("name=\"id-\" value=\"" + each[0] + "\""));
            assertTrue(desk.drafts().isEmpty());
        }
        site.write("site.yaml", FILE + "  - id: flood\n    currency: EUR\n    goal: 1\n    amounts: [1]\n");
        assertEquals("a field once", 2, form().split("name=\"goal-flood\"", -1).length);
    }

    /** Nothing of theirs is written over, and nothing of mine is lost. */
    @Test
    public void whoComesSecondIsToldAndSavesBoth() throws Exception {
        String mine = form();
        assertEquals(303, send(form(), "goal-flood", "200").status);
        Call told = send(mine, "name", "Large");
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("somebody else") && told.body().contains("value=\"Large\"")
                && told.body().contains("name=\"goal-flood\" value=\"200\""));
        assertEquals(303, send(told.body()).status);
        assertEquals(FILE.replace("goal: 100", "goal: 200").replace("name: Small", "name: Large"), draft());
        site.write("site.yaml", FILE.replace("[about]", "[about, news]"));
        assertEquals("a change on disk, too", 409, send(told.body(), "name", "Larger").status);
    }

    @Test
    public void everyLanguageHasItsWords() throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertEquals(200, Call.get(page, null).status);
            assertTrue(Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().contains("/admin/site/settings"));
        }
        site.write("site.yaml", "name: [");
        assertEquals("what no form can show is a text", "/admin/site/edit?text=site", Call.get(page, null).headers.get("Location"));
    }

    @Test
    public void theListSaysWhenThePlannedFileGoesOut() throws Exception {
        send(form(), "goal-flood", "200");
        String mark = Draft.mark(Optional.of(desk.drafts().getFirst()));
        desk.plan(Item.SITE, mark, Instant.now().plusSeconds(3600), "noor", () -> { });
        String list = Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().replace("\n", "");
        assertTrue(list, list.contains("campaigns</a> <span class=\"mark drafted\">Draft</span> <span class=\"quiet\">goes out"));
    }

    private String draft() throws IOException {
        return desk.sheet(Item.SITE).columns().getFirst().text();
    }

    private String form() throws Exception {
        return Call.get(page, null).body();
    }

    /** The form as a browser sends it, with these fields in place of what it came with. */
    private Call send(String form, String... fields) throws Exception {
        var sent = new ArrayList<String>();
        Matcher field = Pattern.compile("<input[^>]*name=\"([^\"]+)\" value=\"([^\"]*)\"").matcher(form);
        while (field.find()) {
            if (!List.of(fields).contains(field.group(1))) {
                sent.addAll(List.of(field.group(1), field.group(2)));
            }
        }
        sent.addAll(List.of(fields));
        return new Call("noor", "").send(page, List.of(), sent.toArray(String[]::new));
    }
}
