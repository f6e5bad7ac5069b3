package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PhoneRoomTest {
    private static final List<String> PHONE = List.of("phone");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;
    private String cookies = "";

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
    }

    @Test
    public void theNextFormComesAtOnceWithTheLastGiftAbove() throws Exception {
        Call entered = enter("12,50", "Anna", new UUID(1, 1).toString());
        assertEquals(303, entered.status);
        assertEquals("/admin/phone?done=entered", entered.headers.get("Location"));
        String page = look("berta");
        assertTrue(page, page.contains("In the books: €12.50 <bdi>Anna</bdi>"));
        assertTrue("the cursor is there already", page.contains("autofocus"));
        assertTrue("the campaign is remembered", page.contains("value=\"flood\" selected"));
        assertTrue(page.contains("/admin/phone/correct?id=" + only().pledge().id()));
        assertEquals(Money.parse("EUR 12.50"), only().counted());
        assertEquals(Way.PHONE, Way.of(only()).orElseThrow());
        assertTrue(entered.headers.get("Set-Cookie"), entered.headers.get("Set-Cookie").endsWith(
                "; Path=/admin/phone; HttpOnly; SameSite=Strict; Secure"));
    }

    /** Nobody on the phone gives to it by chance; what was begun before it ended still counts. */
    @Test
    public void aCampaignThatHasEndedIsNotOfferedAndTakesWhatWasBegun() throws Exception {
        String option = "<option value=\"school\"";
        assertTrue(look("berta").contains(option));
        desk.site.ended = Instant.parse("2026-01-01T00:00:00Z");
        assertFalse(look("berta").contains(option));
        Call begun = send("campaign", "school", "amount", "500");
        assertEquals(303, begun.status);
        assertFalse("nor proposed because it was the last one", look("berta").contains(option));
        assertTrue("money from the bank may come late", Call.get(desk.enter, null).body().contains("school (JPY, closed)"));
    }

    @Test
    public void whatIsSentTwiceCountsOnce() throws Exception {
        String key = new UUID(1, 2).toString();
        assertEquals(303, enter("25", "Anna", key).status);
        assertEquals(303, enter("25", "Anna", key).status);
        assertEquals(Money.parse("EUR 25"), only().counted());
        Call other = enter("30", "Otto", key);
        assertEquals("the form was used already", 409, other.status);
        assertTrue("what was typed is still there", other.body().contains("value=\"Otto\""));
        assertFalse("under another key", other.body().contains(key));
        assertEquals(1, desk.ledger.newest(null, 10).size());
    }

    @Test
    public void amountsAreReadAsPeopleTypeThem() throws Exception {
        for (String typed : List.of("25", "25,00", "25.00", "€ 25", "25 euro", "25,-", "٢٥", "２５")) {
            assertEquals(typed, 303, enter(typed, "", UUID.randomUUID().toString()).status);
            assertEquals(typed, Money.parse("EUR 25"), desk.ledger.newest(null, 1).getFirst().counted());
        }
        for (String typed : List.of("", "0", "-5", "1.000", "1e3", "12.505", "abc", "9".repeat(40), "25 30")) {
            Call refused = enter(typed, "Anna", UUID.randomUUID().toString());
            assertEquals(typed, 422, refused.status);
            assertTrue(refused.body().contains("role=\"alert\""));
            assertTrue("the name need not be asked again", refused.body().contains("value=\"Anna\""));
        }
        assertEquals(422, send("amount", "5", "email", "no address").status);
        assertEquals(422, send("amount", "5", "name", "x".repeat(201)).status);
        assertEquals(400, send("amount", "5", "campaign", "none").status);
        assertEquals(400, send("amount", "5", "language", "xx").status);
        assertEquals(400, send("amount", "5", "key", "short").status);
        assertEquals(8, desk.ledger.newest(null, 100).size());
    }

    @Test
    public void aLargeAmountIsConfirmedAndNoOther() throws Exception {
        Call asked = send("amount", "25000");
        assertEquals(422, asked.status);
        assertTrue(asked.body(), asked.body().contains("name=\"sure\" value=\"EUR 25000\""));
        assertEquals("confirmed was another", 422, send("amount", "250000", "sure", "EUR 25000").status);
        assertEquals(303, send("amount", "25000", "sure", "EUR 25000").status);
        assertEquals(Money.parse("EUR 25000"), only().counted());
    }

    /** A form from the rehearsal that is still open when the evening begins. */
    @Test
    public void aTestIsNoneOnceTheSiteTakesRealMoney() throws Exception {
        assertEquals(303, send("amount", "5", "test", "yes").status);
        assertTrue("the site shows tests", look("berta").contains("name=\"test\" value=\"yes\" checked"));
        desk.ledger.takeRealMoney(Instant.now());
        Call late = send("amount", "25", "name", "Anna", "test", "yes");
        assertEquals(422, late.status);
        assertTrue(late.body(), late.body().contains("value=\"Anna\"") && !late.body().contains("name=\"test\""));
        assertEquals("nothing was entered", 1, desk.ledger.newest(null, 10).size());
        assertEquals(422, Call.post(desk.enter, List.of("finance"), "way", "by-bank", "campaign", "flood", "amount", "25",
                "key", new UUID(8, 8).toString(), "test", "yes").status);
        assertEquals(1, desk.ledger.newest(null, 10).size());
        assertEquals(303, send("amount", "25", "name", "Anna").status);
        assertFalse(desk.ledger.newest(null, 1).getFirst().pledge().test());
    }

    @Test
    public void whatWasTypedStaysWhereNothingCanBeKept() throws Exception {
        desk.frame.logIsFull = true;
        Call away = enter("25", "Anna", new UUID(3, 3).toString());
        assertEquals(503, away.status);
        assertTrue(away.body(), away.body().contains("value=\"Anna\"") && away.body().contains(new UUID(3, 3).toString()));
        assertEquals(List.of(), desk.ledger.newest(null, 10));
        desk.frame.logIsFull = false;
        desk.bookIsAway = true;
        away = enter("25", "Anna", new UUID(3, 3).toString());
        assertEquals(503, away.status);
        assertTrue(away.body(), away.body().contains("value=\"Anna\"") && away.body().contains("it counts once"));
    }

    @Test
    public void nobodySeesOrCorrectsWhatSomebodyElseEntered() throws Exception {
        enter("25", "Anna", new UUID(4, 4).toString());
        String id = "" + only().pledge().id();
        assertFalse("the same browser, another volunteer", look("otto").contains("Anna"));
        assertEquals(404, new Call("otto", cookies).ask(desk.correction, "id=" + id, "phone").status);
        assertEquals(404, new Call("otto", cookies).send(desk.correction, PHONE, "id", id, "do", "back").status);
        UUID online = desk.paid(new Donor("Otto", "", "", false));
        assertEquals("a gift of the site", 404, Call.get(desk.correction, "id=" + online, "phone").status);
        for (String query : List.of("id=", "id=x", "id=" + new UUID(0, 0), "")) {
            assertEquals(query, 404, Call.get(desk.correction, query, "phone").status);
        }
        for (String each : List.of("groundswell-phone=", "groundswell-phone=x.y", "groundswell-phone=" + "a".repeat(5_000),
                "groundswell-phone=" + online)) {
            assertFalse(each, new Call("berta", each).ask(desk.phone, null, "phone").body().contains("Otto"));
        }
        assertEquals(List.of(), desk.refunded);
    }

    @Test
    public void aNameIsCorrectedAndAWrongAmountIsTakenBackFirst() throws Exception {
        enter("250", "Ana", new UUID(5, 5).toString());
        Donation gift = only();
        assertEquals(303, correct(gift, "250", "Anna").status);
        assertEquals("Anna", only().pledge().donor().name());
        assertEquals(Remark.Kind.CORRECTED, desk.ledger.remarks(gift.pledge().id()).getLast().kind());
        assertEquals("what was shown is old", 409, correct(gift, "250", "Anja").status);
        assertEquals(List.of(), desk.refunded);
        for (int i = 0; i < 2; i++) {
            assertEquals(303, correct(only(gift), "25", "Anna").status);
        }
        assertEquals("asked with one key", 1, desk.refunded.stream().map(each -> each.key()).distinct().count());
        assertEquals(Money.parse("EUR 250"), desk.refunded.getFirst().amount());
        assertEquals("one comes in its place", 2, desk.ledger.newest(null, 10).size());
        assertEquals(Money.parse("EUR 25"), desk.ledger.newest(null, 1).getFirst().counted());
        assertEquals("another form for the same gift", 409, correct(only(gift), "30", "Anna").status);
        assertEquals(2, desk.ledger.newest(null, 10).size());
    }

    /** The money is back, and what should come in its place is not in the books. */
    @Test
    public void aCorrectionThatBreaksOffInTheMiddleGoesOn() throws Exception {
        enter("250", "Anna", new UUID(6, 7).toString());
        UUID id = only().pledge().id();
        desk.refundsCount = true;
        desk.bookIsAway = true;
        Call broken = correct(only(), "25", "Anna");
        assertEquals(503, broken.status);
        assertEquals("5", broken.headers.get("Retry-After"));
        assertTrue(broken.body(), broken.body().contains("value=\"25\"") && broken.body().contains("do\" value=\"save"));
        assertTrue(broken.body(), broken.body().contains("was taken back, and nothing is entered in its place yet"));
        desk.bookIsAway = false;
        String page = Call.get(desk.correction, "id=" + id, "phone").body();
        assertTrue("from the list of the last gifts, too", page.contains("do\" value=\"save"));
        assertTrue(page, page.contains("was taken back, and nothing is entered in its place yet"));
        assertFalse("there is nothing to take back", page.contains("do\" value=\"back"));
        assertTrue(look("berta").contains("/admin/phone/correct?id=" + id));
        assertEquals(303, correct(desk.donation(id), "25", "Anna").status);
        assertEquals(Money.parse("EUR 25"), desk.ledger.newest(null, 1).getFirst().counted());
        assertFalse(Call.get(desk.correction, "id=" + id, "phone").body().contains("<form"));
        assertFalse(look("berta").contains("/admin/phone/correct?id=" + id));
    }

    @Test
    public void anOlderPageTakesNothingBackThatIsNotThere() throws Exception {
        enter("250", "Anna", new UUID(6, 8).toString());
        Donation gift = only();
        desk.refundsCount = true;
        assertEquals(303, correct(gift, "25", "Anna").status);
        Call stale = Call.post(desk.correction, PHONE, "id", "" + gift.pledge().id(), "do", "back");
        assertEquals(409, stale.status);
        assertEquals(Money.parse("EUR 25"), desk.ledger.newest(null, 1).getFirst().counted());
    }

    @Test
    public void whatIsSentTwiceIsNotedOnce() throws Exception {
        String key = new UUID(6, 9).toString();
        enter("250", "Anna", key);
        enter("250", "Anna", key);
        enter("251", "Anna", key);
        assertEquals(desk.frame.noted.toString(), 1, desk.frame.noted.size());
        desk.refundsCount = true;
        UUID id = only().pledge().id();
        for (int i = 0; i < 2; i++) {
            assertEquals(303, Call.post(desk.correction, PHONE, "id", "" + id, "do", "back").status);
        }
        assertEquals(desk.frame.noted.toString(), 2, desk.frame.noted.size());
        UUID paid = desk.paid(new Donor("Otto", "", "", false));
        for (int i = 0; i < 2; i++) {
            assertEquals(303, Call.post(desk.gift, List.of("finance"), "id", "" + paid, "do", "refund", "how", "part", "amount",
                    "5", "key", "the-same-key-of-a-form").status);
        }
        assertEquals(desk.frame.noted.toString(), 3, desk.frame.noted.size());
        desk.frame.logIsFull = true;
        assertEquals("it was noted before", 303, enter("250", "Anna", key).status);
    }

    @Test
    public void whatCannotBeTakenBackIsNotEnteredAnew() throws Exception {
        enter("250", "Anna", new UUID(6, 6).toString());
        desk.outcome = new RefundOutcome.TooMuch(only(), Money.parse("EUR 3"));
        assertEquals(409, correct(only(), "25", "Anna").status);
        assertEquals(1, desk.ledger.newest(null, 10).size());
        desk.outcome = null;
        String id = "" + only().pledge().id();
        assertEquals(303, Call.post(desk.correction, PHONE, "id", id, "do", "back").status);
        assertEquals(400, Call.post(desk.correction, PHONE, "id", id, "do", "erase").status);
        assertEquals(409, Call.post(desk.correctionLater, PHONE, "id", id, "do", "back").status);
        String late = Call.get(desk.correctionLater, "id=" + id, "phone").body();
        assertFalse(late, late.contains("<form"));
        assertTrue(late.contains("15 minutes"));
    }

    @Test
    public void everyFormHasTheTokenInEachLanguage() throws Exception {
        enter("250", "Anna", new UUID(7, 7).toString());
        for (String language : List.of("en", "nl", "ar")) {
            desk.frame.language = language;
            for (String page : List.of(look("berta"),
                    Call.get(desk.correction, "id=" + only().pledge().id(), "phone").body())) {
                assertEquals(page.split("<form", -1).length, page.split("name=\"token\" value=\"the-token\"", -1).length);
            }
        }
    }

    private Call enter(String amount, String name, String key) throws Exception {
        Call call = new Call("berta", cookies).send(desk.phone, PHONE, "campaign", "flood", "language", "en", "amount",
                amount, "name", name, "shown", "yes", "key", key);
        if (call.headers.containsKey("Set-Cookie")) {
            cookies = call.headers.get("Set-Cookie").split(";")[0];
        }
        return call;
    }

    /** A form with these fields and, where they don't say otherwise, what every form has. */
    private Call send(String... fields) throws Exception {
        var all = new ArrayList<>(List.of("campaign", "flood", "language", "en", "key", UUID.randomUUID().toString()));
        all.addAll(List.of(fields));
        return Call.post(desk.phone, PHONE, all.toArray(String[]::new));
    }

    private Call correct(Donation gift, String amount, String name) throws Exception {
        return Call.post(desk.correction, PHONE, "id", "" + gift.pledge().id(), "do", "save", "basis", "" + gift.version(),
                "campaign", "flood", "language", "en", "amount", amount, "name", name, "shown", "yes");
    }

    private String look(String user) throws Exception {
        return new Call(user, cookies).ask(desk.phone, "done=entered", "phone").body();
    }

    private Donation only() {
        List<Donation> all = desk.ledger.newest(null, 10);
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private Donation only(Donation gift) {
        return desk.donation(gift.pledge().id());
    }
}
