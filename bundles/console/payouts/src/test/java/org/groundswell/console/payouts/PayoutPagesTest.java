package org.groundswell.console.payouts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.donations.api.payouts.KeptLine.Kind;
import org.groundswell.donations.api.payouts.KeptLine.Verdict;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;
import org.junit.Test;

public class PayoutPagesTest {
    private static final String ONE = "provider=stripe&id=po_1";

    private final FakeFrame frame = new FakeFrame(PayoutsServlet.class);
    private final FakeBook book = new FakeBook();
    private final Pages pages = new FakeSite();
    private final PayoutsServlet list = new PayoutsServlet(frame, book, pages);
    private final PayoutServlet one = new PayoutServlet(frame, book, pages);
    private final ExportServlet export = new ExportServlet(book, pages, frame);

    private static final class FakeSite implements Pages {
        @Override
        public Site site() {
            return new Site("Help", List.of("en"), List.of(new Campaign("flood", Money.parse("EUR 1000"), List.of())),
                    ZoneOffset.UTC);
        }

        @Override
        public byte[] render(String page, String language, Map<String, ?> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String text(String language, String key, Object... arguments) {
            return key;
        }
    }

    /** A gift, a refund and a fee of whom everything is known. */
    private void explained() {
        book.line(Kind.GIFT, "EUR 25", "EUR 0.63", "charge", Verdict.EXPLAINED);
        book.line(Kind.REFUND, "EUR -5", "EUR 0", "refund", Verdict.EXPLAINED);
        book.line(Kind.FEE, "EUR -1.20", "EUR 0", "stripe_fee", Verdict.EXPLAINED);
    }

    @Test
    public void aPayoutOfWhichEveryEuroIsExplained() throws Exception {
        explained();
        String page = Call.get(list, null).body();
        assertTrue(page, page.contains("All of it"));
        assertTrue(page, page.contains("Nov 24, 2026"));
        assertTrue(page, page.contains("STRIPE GIFTS"));
        String detail = Call.get(one, ONE).body();
        assertTrue(detail, detail.contains("Every cent is explained, in 3 lines."));
        assertTrue(detail, detail.contains("/admin/gifts/gift?id=" + FakeBook.GIFT));
        assertFalse(detail, detail.contains("Nothing in the books accounts"));
    }

    @Test
    public void whatIsUnexplainedStandsFirstWithItsReason() throws Exception {
        explained();
        for (Verdict each : Verdict.values()) {
            if (each != Verdict.EXPLAINED) {
                book.line(Kind.CORRECTION, "EUR 1", "EUR 0", "word of " + each, each);
            }
        }
        Properties texts = TranslatedTexts.read(PayoutsServlet.class, "en");
        String page = Call.get(one, ONE).body();
        for (Verdict each : Verdict.values()) {
            assertTrue(each.name(), page.contains(texts.getProperty("verdict." + each)));
        }
        assertTrue(page.indexOf("word of UNKNOWN") < page.indexOf("stripe_fee"));
        String listed = Call.get(list, null).body();
        assertTrue(listed, listed.contains("Unexplained: €" + (Verdict.values().length - 1) + ".00"));
    }

    @Test
    public void everyLanguageHasEveryTextAndWritesNumbersItsOwnWay() throws Exception {
        explained();
        for (Kind each : Kind.values()) {
            book.line(each, "EUR -1234.50", "EUR 0", "word", Verdict.AMOUNT);
        }
        Properties english = TranslatedTexts.read(PayoutsServlet.class, "en");
        for (String language : List.of("en", "nl", "ar")) {
            Properties texts = TranslatedTexts.read(PayoutsServlet.class, language);
            assertEquals(language, english.stringPropertyNames(), texts.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertFalse(key, texts.getProperty(key).isBlank());
                for (String place : List.of("{0}", "{1}")) {
                    assertEquals(language + " " + key, english.getProperty(key).contains(place),
                            texts.getProperty(key).contains(place));
                }
            }
            for (KeptPayout.State each : KeptPayout.State.values()) {
                assertTrue(each.name(), texts.containsKey("payout.state." + each));
            }
            frame.language = language;
            String page = Call.get(one, ONE).body();
            assertEquals(language, language.equals("nl"), page.contains("1.234,50"));
            assertEquals(200, Call.get(list, null).status);
        }
    }

    @Test
    public void whatAGatewayWritesIsTextEverywhere() throws Exception {
        book.reference = "<script>alert(1)</script>";
        book.problems.put("stripe", "<b>status 403</b>");
        book.line(Kind.FEE, "EUR -1", "EUR 0", "=HYPERLINK(\"x\")<img src=x>", Verdict.EXPLAINED);
        String shown = Call.get(list, null).body() + Call.get(one, ONE).body();
        assertFalse(shown, shown.contains("<script>") || shown.contains("<img") || shown.contains("<b>"));
        assertTrue(shown, shown.contains("could not be asked to the end"));
        String file = Call.get(export, "month=2026-11").body();
        assertTrue(file, file.contains("\"'=HYPERLINK(\"\"x\"\")<img src=x>\""));
        assertTrue("an amount below zero is a number", file.contains("\"-1.00\",\"0.00\",\"-1.00\""));
    }

    @Test
    public void aMonthForTheAccountant() throws Exception {
        explained();
        String[] all = Call.get(export, "month=2026-11").body().split("\r\n");
        assertEquals(4, all.length);
        assertEquals("\"stripe\",\"po_1\",\"txn_0\",\"2026-11-20 20:00:00\",\"gift\",\"EUR\",\"25.00\",\"0.63\",\"24.37\","
                + "\"25.00\",\"EUR\",\"flood\",\"" + FakeBook.GIFT + "\",\"\",\"cs_1\",\"charge\",\"yes\"", all[1]);
        assertEquals(2, Call.get(export, "month=2026-11&campaign=flood").body().split("\r\n").length);
        assertEquals(3, Call.get(export, "month=2026-11&campaign=-").body().split("\r\n").length);
        String sums = Call.get(export, "month=2026-11&what=sums&campaign=flood").body();
        assertTrue(sums, sums.endsWith("\"2026-11\",\"flood\",\"EUR\",\"25.00\",\"-5.00\",\"0.00\",\"-1.20\",\"0.00\",\"18.80\","
                + "\"0.00\"\r\n"));
        assertEquals("payout.export payouts sums, 2026-11, flood", frame.noted.getLast());
    }

    @Test
    public void nothingIsSavedThatTheLogDoesNotKnow() throws Exception {
        explained();
        frame.logIsFull = true;
        assertThrows(IOException.class, () -> Call.get(export, "month=2026-11"));
    }

    @Test
    public void nonsenseIsSaidToBe() throws Exception {
        explained();
        for (String query : List.of("", "month=", "month=2026-13", "month=2026-1", "month=2026-11-01", "month=%27")) {
            assertEquals(query, 400, Call.get(export, query).status);
        }
        assertEquals(400, Call.get(list, "next=1%27").status);
        assertEquals(400, Call.get(one, ONE + "&after=x").status);
        assertEquals(404, Call.get(one, "provider=stripe&id=po_2").status);
        assertEquals(404, Call.get(one, null).status);
        book.broken = true;
        assertEquals(503, Call.get(list, null).status);
    }

    @Test
    public void theGatewaysAreAskedWhenSomebodyWantsIt() throws Exception {
        Call asked = Call.post(list);
        assertEquals(303, asked.status);
        assertEquals("/admin/payouts?done=asked", asked.headers.get("Location"));
        assertEquals(1, book.wanted);
        String page = Call.get(list, "done=asked").body();
        assertTrue(page, page.contains("The gateways are being asked."));
        assertTrue(page, page.contains("No payout is known yet."));
    }
}
