package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donor;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DonorFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;
    private UUID id;

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
        id = desk.paid(new Donor("Anna", "anna@example.org", "Good luck", false, "1 Quay"));
    }

    @Test
    public void whoAnswersDonorsIsLedToAllThatIsKnownOfOne() throws Exception {
        assertTrue(Call.get(desk.gift, "id=" + id, "editor").body().contains("/admin/gifts/donor?id=" + id));
        assertFalse(Call.get(desk.gift, "id=" + id, "viewer", "finance").body().contains("/admin/gifts/donor"));
    }

    @Test
    public void theFileHasAllGiftsOfTheAddressWithWhatWasSaidOfThem() throws Exception {
        UUID second = desk.paid(new Donor("\"A\"\u202e", "anna@example.org", "Twice", true));
        UUID other = desk.paid(new Donor("Joanna", "joanna@example.org", "", false));
        desk.ledger.issue(id, desk.donation(id).changed(), ZoneOffset.UTC);
        Call.post(desk.gift, List.of("editor"), "id", "" + id, "do", "note", "words", "phoned twice");
        desk.frame.noted.clear();
        Call file = Call.get(desk.donor, "id=" + id, "editor");
        assertEquals("attachment; filename=\"donor-" + id + ".json\"", file.headers.get("Content-Disposition"));
        JsonArray gifts = JsonParser.parseString(file.body()).getAsJsonObject().getAsJsonArray("gifts");
        assertEquals(2, gifts.size());
        JsonObject first = gifts.get(0).getAsJsonObject();
        assertEquals(List.of("" + id, "25", "Anna", "1 Quay", "Good luck"), Stream.of("gift", "counts", "name", "address",
                "words").map(each -> first.get(each).getAsString()).toList());
        assertTrue(first.get("receipt").getAsString().endsWith("-000001"));
        assertTrue(first.get("story").toString(), first.get("story").toString().contains("phoned twice"));
        assertFalse("a colleague", file.body().contains("berta"));
        assertEquals("" + second, gifts.get(1).getAsJsonObject().get("gift").getAsString());
        assertFalse("another donor", file.body().contains("" + other));
        assertEquals(List.of("gift.donor " + id), desk.frame.noted.stream().map(String::strip).toList());
    }

    @Test
    public void whatIsNotAllIsNoFile() throws Exception {
        assertEquals(404, Call.get(desk.donor, "id=" + UUID.randomUUID(), "editor").status);
        assertEquals(404, Call.get(desk.donor, "id=x", "editor").status);
        desk.behind = "the search is being made anew";
        Call call = Call.get(desk.donor, "id=" + id, "editor");
        assertEquals(503, call.status);
        assertEquals("", call.body());
        assertEquals(List.of(), desk.frame.noted);
    }
}
