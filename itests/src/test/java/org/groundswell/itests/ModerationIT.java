package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Test;

/** What everybody sees of donors: nothing before an admin has read it, and the form says so. */
public class ModerationIT {
    private static final String PID = "org.groundswell.donations.moderation";
    private static final String PAGE = "/admin/words";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("moderation");
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @After
    public void takeTheSettingAway() throws Exception {
        Files.deleteIfExists(node.home().resolve("conf/" + PID + ".cfg"));
        Await.until("both rules are the usual ones",
                () -> count(visitor.get("/en/donate").body(), "once we have read it") == 2);
    }

    @Test
    public void anInsultIsNotOnTheSite() throws Exception {
        give("11", "You are all thieves www.spam.example", "Boycott this charity! http://spam.example");
        says("/en/", "€11");
        for (String path : new String[] {"/en/", "/nl/", "/ar/", "/api/campaigns/flood"}) {
            assertFalse(path, visitor.get(path).body().matches("(?s).*(spam|thieves|Boycott).*"));
        }
    }

    @Test
    public void anAdminReadsAndDecidesAndChangesTheDecision() throws Exception {
        give("12", "Wanda <b>W</b> ${basedir}", "Good luck");
        String donation = donation("Wanda <b>W</b> ${basedir}");
        assertEquals(403, decide(donation, "show", "http://spam.example").status());
        assertEquals(303, decide(donation, "show", node.admin().base()).status());
        says("/en/", "Wanda &lt;b&gt;W");
        says("/en/", "Good luck");
        decide(donation, "name", node.admin().base());
        Await.until("the words are gone", () -> !visitor.get("/en/").body().contains("Good luck"));
        assertTrue(visitor.get("/en/").body().contains("Wanda"));
        node.kill();
        node.start();
        says("/en/", "Wanda &lt;b&gt;W");
        decide(donation, "hide", node.admin().base());
        Await.until("the name is gone", () -> !visitor.get("/en/").body().contains("Wanda"));
        assertEquals(400, decide(donation, "frame", node.admin().base()).status());
        assertEquals(400, decide("7", "show", node.admin().base()).status());
    }

    @Test
    public void allOfAPageWithOneClick() throws Exception {
        give("13", "Aaltje", "");
        give("13", "Berend", "");
        Await.until("both wait", () -> Jsoup.parse(page()).selectFirst("[name=ids][value*=' ']") != null);
        assertEquals(303, send(Map.of("ids", Visitor.valueIn(page(), "ids"), "everything", "show"), node.admin().base()).status());
        says("/en/", "Aaltje");
        says("/en/", "Berend");
    }

    @Test
    public void theFormSaysWhatIsTrue() throws Exception {
        assertEquals(2, count(visitor.get("/en/donate").body(), "shown to the public once we have read it"));
        setting("names = all", "words = never");
        says("/en/donate", "(optional, shown to the public)");
        says("/en/donate", "not shown to the public");
        assertTrue(visitor.get("/nl/donate").body().contains("niet openbaar"));
        give("14", "Claartje", "Sssh");
        says("/en/", "Claartje");
        assertFalse(visitor.get("/en/").body().contains("Sssh"));
        setting("names = never");
        Await.until("no name is shown", () -> !visitor.get("/en/").body().contains("Claartje"));
        assertFalse("nothing to choose", visitor.get("/en/donate").body().contains("Do not show my name"));
        setting("names = sometimes");
        Await.until("a mistake is named", () -> node.outputText().contains(PID + ".cfg, line 1: names: expected one of read, plain, all, never"));
    }

    @Test
    public void ordinaryNamesMayPassByThemselves() throws Exception {
        setting("names = plain");
        says("/en/donate", "(optional, shown to the public)");
        give("15", "Dirkje de Vries", "");
        give("16", "Visit spam.example", "");
        says("/en/", "Dirkje de Vries");
        says("/en/", "€16");
        assertFalse(visitor.get("/en/").body().contains("spam.example"));
    }

    @Test
    public void whatHappensWithDataIsSaidInEachLanguage() throws Exception {
        for (String language : new String[] {"en", "nl", "ar"}) {
            String form = visitor.get("/" + language + "/donate").body();
            String gift = form.substring(form.indexOf("<form"), form.indexOf("</form>"));
            assertTrue(language, gift.contains("href=\"/" + language + "/privacy\""));
            assertEquals(200, visitor.get("/" + language + "/privacy").status());
        }
    }

    @Test
    public void aSiteMayHideNamesUnlessADonorWantsItsNameShown() throws Exception {
        Path file = node.home().resolve("site/site.yaml");
        String text = Files.readString(file);
        assertFalse(box(visitor.get("/en/donate").body()));
        Files.writeString(file, text.replaceAll("hideNames: false.*", "hideNames: true"));
        Await.until("the box is ticked", () -> box(visitor.get("/en/donate").body()));
        assertTrue("also where the address fills the form", box(visitor.get("/en/donate?amount=7").body()));
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "?", "Eefje"));
        assertFalse("a donor who unticked it", box(visitor.post("/donations", fields).body()));
        fields.put("anonymous", "yes");
        assertTrue(box(visitor.post("/donations", fields).body()));
        Files.writeString(file, text);
        Await.until("it is as it was", () -> !box(visitor.get("/en/donate").body()));
    }

    private static boolean box(String form) {
        Element box = Jsoup.parse(form).selectFirst("input[type=checkbox][name=anonymous][value=yes]");
        assertNotNull(form, box);
        return box.hasAttr("checked");
    }

    private void setting(String... lines) throws Exception {
        RuntimeFolder.setting(node.home(), PID, lines);
        if (!lines[0].contains("sometimes")) {
            node.awaitSetting("org.groundswell.donations.moderation.FileModeration", lines[0]);
        }
    }

    private void says(String path, String words) {
        Await.until(path + " says " + words, () -> visitor.get(path).body().contains(words));
    }

    private static int count(String text, String words) {
        return text.split(Pattern.quote(words), -1).length - 1;
    }

    private void give(String amount, String name, String words) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), amount, name));
        fields.put("message", words);
        Answer decided = visitor.post(visitor.post("/donations", fields).location(), Map.of("action", "pay"));
        assertEquals(303, visitor.get(decided.location()).status());
    }

    private String page() throws Exception {
        return node.admin().get(PAGE, "Authorization", Console.basic(node.password())).body();
    }

    /** The number of the donation in whose row these words are. */
    private String donation(String words) throws Exception {
        String page = page();
        Element row = Jsoup.parse(page).select("fieldset").stream().filter(each -> each.text().contains(words))
                .findFirst().orElseThrow(() -> new AssertionError(words + " is not in " + page));
        return row.select("[name^=d-]").attr("name").substring("d-".length());
    }

    private Answer decide(String donation, String decision, String origin) throws Exception {
        return send(Map.of("d-" + donation, decision), origin);
    }

    private Answer send(Map<String, String> form, String origin) throws Exception {
        return node.admin().post(PAGE, form, "Authorization", Console.basic(node.password()), "Origin", origin);
    }
}
