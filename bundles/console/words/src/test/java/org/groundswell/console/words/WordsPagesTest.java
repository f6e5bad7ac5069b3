package org.groundswell.console.words;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.moderation.Decision;
import org.junit.Test;

/** What donors wrote is read and decided on. */
public class WordsPagesTest extends WordsDesk {
    @Test
    public void eachOfABatchIsDecidedAndTheRestIsShown() throws Exception {
        UUID both = gift("Anna", "Good luck", false);
        UUID rude = gift("Rude Rudolf", "boo", false);
        UUID nameOnly = gift("Otto", "", false);
        UUID nobody = gift("Secret", "Words without a name", true);
        gift("Anonymous", "", true);
        String page = Call.get(words, null).body();
        for (UUID each : List.of(both, rude, nameOnly, nobody)) {
            assertTrue(page, page.contains("name=\"d-" + each + "\" value=\"show\""));
        }
        assertFalse("there is nothing to decide", page.contains("Anonymous"));
        assertFalse("no name to show alone", page.contains("d-" + nobody + "\" value=\"name\""));
        String ids = both + " " + rude + " " + nameOnly + " " + nobody;
        Call call = Call.post(words, "ids", ids, "d-" + rude, "hide", "d-" + both, "name", "everything", "show");
        assertEquals("/admin/words?which=waiting&done=4", call.headers.get("Location"));
        assertEquals(Map.of(both, Decision.NAME, rude, Decision.HIDE, nameOnly, Decision.NAME, nobody, Decision.SHOW),
                decisions);
        assertEquals(3, frame.noted.size());
        assertFalse("who it is stands in no log", frame.noted.toString().contains("Anna"));
        page = Call.get(words, "which=waiting&done=4").body();
        assertTrue(page, page.contains("Nothing waits") && page.contains("Changed: 4"));
    }

    @Test
    public void whatWasShownCanBeHiddenAfterwards() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        UUID otto = gift("Otto", "Hello", false);
        decisions.put(anna, Decision.SHOW);
        decisions.put(otto, Decision.NAME);
        String shown = Call.get(words, "which=shown").body();
        assertTrue(shown, shown.contains("d-" + anna + "\" value=\"show\" data-key=\"1\" checked"));
        assertTrue(shown.contains("Name and words are on the site."));
        assertTrue("a part of it is not", Call.get(words, "which=hidden").body().contains("Otto"));
        assertTrue("found by name", Call.get(words, "which=all&words=Ann").body().contains("d-" + anna));
        assertFalse(Call.get(words, "which=all&words=Ann").body().contains("d-" + otto));
        Call.post(words, "d-" + anna, "hide", "d-" + otto, "name", "which", "shown");
        assertEquals(Map.of(anna, Decision.HIDE, otto, Decision.NAME), decisions);
        assertEquals("what stays is not noted", 1, frame.noted.size());
    }

    @Test
    public void whoTakesANameDownHearsOfCopies() throws Exception {
        UUID otto = gift("Otto", "Hello", false);
        decisions.put(otto, Decision.NAME);
        Call hidden = Call.post(words, "d-" + otto, "hide", "was-" + otto, "name");
        assertEquals("/admin/words?which=waiting&done=1&hidden=1", hidden.headers.get("Location"));
        String told = Call.get(words, "done=1&hidden=1").body();
        assertTrue(told, told.contains("Copies of the site that bin/groundswell export has made show it"));
        assertFalse(Call.get(words, "done=1").body().contains("Copies of the site"));
        assertEquals("nobody has read it yet", "/admin/words?which=waiting&done=1", Call.post(words, "d-"
                + gift("Rude", "Words", false), "hide").headers.get("Location"));
    }

    /** A page that was opened before somebody else decided. */
    @Test
    public void anOlderPageChangesOnlyWhatItsReaderChanged() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        UUID otto = gift("Otto", "Hello", false);
        UUID new1 = gift("Nina", "New", false);
        decisions.put(anna, Decision.SHOW);
        decisions.put(otto, Decision.SHOW);
        String page = Call.get(words, "which=all").body();
        for (UUID each : List.of(anna, otto)) {
            assertTrue(page, page.contains("name=\"was-" + each + "\" value=\"show\""));
        }
        assertTrue(page, page.contains("name=\"was-" + new1 + "\" value=\"\""));
        decisions.put(anna, Decision.HIDE);
        Call.post(words, "d-" + anna, "show", "was-" + anna, "show", "d-" + otto, "name", "was-" + otto, "show", "was-"
                + new1, "");
        assertEquals("another editor hid it", Decision.HIDE, decisions.get(anna));
        assertEquals(Decision.NAME, decisions.get(otto));
        decisions.put(new1, Decision.HIDE);
        Call.post(words, "which", "waiting", "ids", anna + " " + new1, "everything", "show", "was-" + new1, "", "was-" + anna,
                "");
        assertEquals("nor by the rest of a batch", Decision.HIDE, decisions.get(new1));
        Call call = Call.post(words, "d-" + anna, "show", "was-" + anna, "name");
        assertEquals("a decision on what nobody sees any more", Decision.HIDE, decisions.get(anna));
        assertTrue(call.headers.get("Location"), call.headers.get("Location").contains("others=1"));
        assertTrue(Call.get(words, "done=0&others=1").body().contains("Somebody decided otherwise meanwhile"));
        Call.post(words, "d-" + anna, "show", "was-" + anna, "hide");
        assertEquals("who sees it as it is decides", Decision.SHOW, decisions.get(anna));
        assertEquals(400, Call.post(words, "d-" + anna, "hide", "was-" + anna, "frame").status);
    }

    /** Whoever asks to be taken off the site has the name that thousands have. */
    @Test
    public void aNameThatManyHaveIsFoundToItsEnd() throws Exception {
        UUID first = gift("Jan Jansen", "The one that is asked for", false);
        for (int i = 0; i < 60; i++) {
            gift("Jan Jansen", "", false);
        }
        for (int i = 0; i < 60; i++) {
            gift("Jan Jansen", "", true);
        }
        String page = Call.get(words, "which=all&words=Jansen").body();
        assertEquals("those who want no name there say nothing", 51, page.split("data-gift>", -1).length);
        assertFalse(page.contains("d-" + first));
        String next = page.replaceAll("(?s).*&amp;before=([0-9]+).*", "$1");
        assertTrue(page, page.contains("words=Jansen&amp;before=" + next + "\""));
        page = Call.get(words, "which=all&words=Jansen&before=" + next).body();
        assertTrue(page, page.contains("d-" + first));
        assertEquals(12, page.split("data-gift>", -1).length);
        assertFalse(page, page.contains("before="));
        assertEquals(400, Call.get(words, "which=all&words=Jansen&before=x").status);
        assertEquals(400, Call.get(words, "which=all&before=7").status);
    }

    @Test
    public void aLongEveningIsReadPageByPage() throws Exception {
        for (int i = 0; i < 120; i++) {
            gift("Donor " + i, "", false);
        }
        String page = Call.get(words, null).body();
        assertEquals(51, page.split("data-gift>", -1).length);
        String next = page.replaceAll("(?s).*before=([0-9a-f-]+).*", "$1");
        assertTrue(Call.get(words, "which=waiting&before=" + next).body().contains("Donor 69<"));
        gifts.reversed().stream().limit(119).forEach(each -> decisions.put(each.pledge().id(), Decision.NAME));
        assertTrue("it is looked for far back", Call.get(words, null).body().contains("Donor 0<"));
    }
}
