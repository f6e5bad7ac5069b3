package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GiftPagesTest {
    private static final String KEY = new UUID(1, 2).toString();
    private static final List<String> FINANCE = List.of("finance");
    private static final List<String> EDITOR = List.of("editor");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;
    private UUID id;

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
        id = desk.paid(new Donor("Anna", "anna@example.org", "Good luck", false));
    }

    @Test
    public void eachRoleSeesAndDoesWhatIsItsOwn() throws Exception {
        String viewer = Call.get(desk.gift, "id=" + id, "viewer").body();
        assertTrue(viewer, viewer.contains("anna@example.org"));
        assertFalse("no form at all", viewer.contains("<form"));
        String finance = Call.get(desk.gift, "id=" + id, "finance").body();
        assertTrue(finance.contains("value=\"refund\""));
        assertFalse(finance.contains("value=\"erase\""));
        String editor = Call.get(desk.gift, "id=" + id, "editor").body();
        assertFalse(editor.contains("value=\"refund\""));
        for (String each : List.of("erase", "correct", "note", "receipt")) {
            assertTrue(each, editor.contains("value=\"" + each + "\""));
            assertEquals(each, 403, Call.post(desk.gift, FINANCE, "id", "" + id, "do", each).status);
        }
        for (String each : List.of("refund", "confirm")) {
            assertEquals(each, 403, Call.post(desk.gift, EDITOR, "id", "" + id, "do", each).status);
            assertEquals(each, 403, Call.post(desk.gift, List.of("viewer"), "id", "" + id, "do", each).status);
        }
        assertEquals("nothing was even begun", List.of(), desk.frame.noted);
        assertFalse(Call.get(desk.list, null, "viewer").body().contains("/admin/gifts/new"));
        assertTrue(Call.get(desk.list, null, "finance").body().contains("/admin/gifts/file?"));
    }

    @Test
    public void everyFormHasTheToken() throws Exception {
        for (String page : List.of(Call.get(desk.gift, "id=" + id, "editor", "finance").body(),
                Call.get(desk.enter, null, "finance").body())) {
            assertEquals(page.split("<form", -1).length, page.split("name=\"token\" value=\"the-token\"", -1).length);
            assertEquals(page.split("<form", -1).length, page.split("method=\"post\"", -1).length);
        }
    }

    @Test
    public void aPartGoesBackWithItsReason() throws Exception {
        Call call = Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "part", "amount", "12,50", "left",
                "25", "reason", "paid twice", "key", KEY);
        assertEquals(303, call.status);
        assertEquals("/admin/gifts/gift?id=" + id + "&done=refunded", call.headers.get("Location"));
        var asked = desk.refunded.getFirst();
        assertEquals("EUR 12.50 paid twice " + KEY + " berta", asked.amount() + " " + asked.reason() + " " + asked.key()
                + " " + asked.author());
        assertEquals(List.of("gift.refund " + id + " EUR 12.50"), desk.frame.noted);
        Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "full", "amount", "", "left", "25", "reason",
                "", "key", KEY);
        assertEquals(Money.parse("EUR 25"), desk.refunded.getLast().amount());
    }

    @Test
    public void whatCannotBeRefundedIsSaidAndNotDone() throws Exception {
        for (String amount : List.of("", "0", "-1", "1.000", "12.505", "1e3", "abc", "١٢٫٥٠٠", "9".repeat(40))) {
            Call call = Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "part", "amount", amount,
                    "left", "25", "key", KEY);
            assertEquals(amount, 422, call.status);
            assertTrue(call.body().contains("role=\"alert\""));
        }
        assertEquals(400, refund("short key").status);
        assertEquals(List.of(), desk.refunded);
        var gift = desk.donation(id);
        desk.outcome = new RefundOutcome.TooMuch(gift, Money.parse("EUR 3"));
        assertTrue(problem(409).contains("€3.00"));
        desk.outcome = new RefundOutcome.Refused(gift, "<b>no</b>");
        assertTrue(problem(409).contains("&lt;b&gt;no&lt;/b&gt;"));
        desk.outcome = new RefundOutcome.Unconfirmed(gift, new BegunRefund("k", id, Money.parse("EUR 4"),
                Money.parse("EUR 0"), BegunRefund.State.OPEN), "timeout");
        assertTrue(problem(409).contains("€4.00"));
        desk.outcome = new RefundOutcome.NotReached(gift, "down");
        assertTrue(problem(503).contains("down"));
        desk.outcome = new RefundOutcome.ForeignKey();
        problem(409);
        desk.outcome = null;
        desk.frame.logIsFull = true;
        int before = desk.refunded.size();
        assertThrows(IOException.class, () -> refund(KEY));
        assertEquals("what the log cannot keep does not happen", before, desk.refunded.size());
    }

    private Call refund(String key) throws Exception {
        return Call.post(desk.gift, FINANCE, "id", "" + id, "do", "refund", "how", "full", "left", "25", "key", key);
    }

    private String problem(int status) throws Exception {
        Call call = refund(KEY);
        assertEquals(status, call.status);
        return call.body();
    }

    @Test
    public void aCorrectionThatComesTooLateSavesNothing() throws Exception {
        String basis = "" + desk.donation(id).version();
        assertEquals(303, correct("Anne", "anne@example.org", basis).status);
        assertEquals(409, correct("Anja", "anja@example.org", basis).status);
        assertEquals(422, correct("Anne", "no address", "" + desk.donation(id).version()).status);
        assertEquals(422, correct("x".repeat(201), "", "" + desk.donation(id).version()).status);
        assertEquals(400, correct("Anne", "", "x").status);
        assertEquals("Anne", desk.donation(id).pledge().donor().name());
        assertEquals("Good luck", desk.donation(id).pledge().donor().message());
        String page = Call.get(desk.gift, "id=" + id, "viewer").body();
        assertTrue(page, page.contains("Before: <bdi>Anna, anna@example.org</bdi>"));
        assertFalse("who a donor is stands in no log", String.join(" ", desk.frame.noted).contains("nn"));
    }

    private Call correct(String name, String email, String basis) throws Exception {
        return Call.post(desk.gift, EDITOR, "id", "" + id, "do", "correct", "name", name, "email", email, "basis", basis);
    }

    @Test
    public void aDonorIsErasedOnAllGiftsOfTheAddress() throws Exception {
        UUID same = desk.paid(new Donor("A.", "Anna@Example.org", "", false));
        UUID other = desk.paid(new Donor("B", "joanna@example.org", "", false));
        assertEquals("not sure", 422, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "erase", "scope", "all").status);
        desk.ledger.issue(id, desk.donation(id).changed(), ZoneOffset.UTC);
        assertEquals(303, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "erase", "scope", "all", "sure", "yes").status);
        assertEquals("", desk.donation(id).pledge().donor().name());
        assertEquals("the search of this test knows capitals", "A.", desk.donation(same).pledge().donor().name());
        assertEquals("B", desk.donation(other).pledge().donor().name());
        String page = Call.get(desk.gift, "id=" + id + "&done=erased", "editor").body();
        assertTrue("the receipt that stays is named", page.contains("-000001 was given out"));
        assertFalse(page.contains("anna"));
    }

    @Test
    public void notesAndReceiptsStandInTheStory() throws Exception {
        assertEquals(303, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "note", "words", "called\nagain").status);
        assertEquals(422, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "note", "words", " ").status);
        assertEquals(422, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "note", "words", "x".repeat(2_001)).status);
        assertEquals(303, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "receipt").status);
        assertEquals(1, desk.ledger.owed());
        assertEquals(List.of(Remark.Kind.NOTE, Remark.Kind.RECEIPT),
                desk.ledger.remarks(id).stream().map(Remark::kind).toList());
        String page = Call.get(desk.gift, "id=" + id, "viewer").body();
        assertTrue(page, page.contains("Note of berta"));
        assertTrue(page.contains("berta had the receipt sent again"));
        assertTrue(page.contains("The gateway told us: <strong>Paid</strong>"));
        UUID nobody = desk.paid(new Donor("", "", "", true));
        assertEquals(409, Call.post(desk.gift, EDITOR, "id", "" + nobody, "do", "receipt").status);
    }

    @Test
    public void aGiftFromTheBankIsEnteredOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            Call call = enter("flood", "100,50", "jan@example.org", KEY);
            assertEquals(303, call.status);
            assertTrue(call.headers.get("Location").endsWith("&done=entered"));
        }
        assertEquals("the same form for another gift", 409, enter("flood", "7", "jan@example.org", KEY).status);
        assertEquals("yen have no cents", 422, enter("school", "100.50", "", KEY).status);
        assertEquals(422, enter("flood", "5", "no address", KEY).status);
        assertEquals(400, enter("none", "5", "", KEY).status);
        assertEquals(400, enter("flood", "5", "", "k").status);
        var gifts = desk.ledger.newest(null, 10).stream().filter(each -> Way.of(each).isPresent()).toList();
        assertEquals(1, gifts.size());
        assertEquals(Money.parse("EUR 100.50"), gifts.getFirst().counted());
        assertEquals("statement 7", desk.ledger.remarks(gifts.getFirst().pledge().id()).getFirst().words());
        String page = Call.get(desk.gift, "id=" + gifts.getFirst().pledge().id(), "finance").body();
        assertTrue(page, page.contains("Entered by hand: Bank transfer."));
        assertTrue(page.contains("you give the money back yourself"));
    }

    private Call enter(String campaign, String amount, String email, String key) throws Exception {
        return Call.post(desk.enter, FINANCE, "way", "by-bank", "campaign", campaign, "amount", amount, "name", "Jan",
                "email", email, "words", "statement 7", "key", key);
    }

    @Test
    public void addressesThatMakeNoSenseAreClearErrors() throws Exception {
        assertEquals(404, Call.get(desk.gift, "id=" + UUID.randomUUID(), "viewer").status);
        assertEquals(404, Call.get(desk.gift, null, "viewer").status);
        assertEquals(400, Call.post(desk.gift, EDITOR, "id", "" + id, "do", "nothing").status);
        for (String query : List.of("state=NONE", "from=today", "from=2026-02-30", "from=-0001-01-01", "until=%2B999999999-12-31", "before=x", "words=a&before=x",
                "words=a&words=b", "words=%ff")) {
            assertEquals(query, 400, Call.get(desk.list, query, "viewer").status);
        }
    }

    /** A text that one language lacks would be shown in another. */
    @Test
    public void allLanguagesHaveAllTexts() throws Exception {
        Properties english = TranslatedTexts.read(ListServlet.class, "en");
        for (String language : List.of("nl", "ar")) {
            assertEquals(language, english.stringPropertyNames(), TranslatedTexts.read(ListServlet.class, language).stringPropertyNames());
            desk.frame.language = language;
            assertEquals(200, Call.get(desk.list, "words=nobody", "finance").status);
            assertEquals(200, Call.get(desk.gift, "id=" + id + "&done=refunded", "finance", "editor").status);
            assertEquals(200, Call.get(desk.enter, null, "finance").status);
        }
        for (var state : DonationState.values()) {
            assertNotNull(english.getProperty("state." + state));
        }
        for (var cause : Cause.values()) {
            assertNotNull(english.getProperty("story." + cause.word()));
        }
        for (var kind : Remark.Kind.values()) {
            assertNotNull(english.getProperty("story.remark." + kind.name().toLowerCase(Locale.ROOT)));
        }
    }
}
