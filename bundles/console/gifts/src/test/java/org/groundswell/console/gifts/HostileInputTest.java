package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donor;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Script, formulas, SQL, very long texts, marks that turn the direction of text, and line breaks, in every field. */
public class HostileInputTest {
    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus=alert(1) x='", "${7*7} <#assign x=1> {0}", "=HYPERLINK(\"http://x\",\"y\")", "+1+1",
            "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "'; DROP TABLE donation;--", "x".repeat(19_000),
            "\u202egnp.exe\u202c", "\u2066a\u2069", "\u200fא", "line\r\none\u2028two\u0085three", "\u0000", "\ud83d\ude00");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
    }

    @Test
    public void whatADonorWroteIsShownAsText() throws Exception {
        for (String text : HOSTILE) {
            UUID id = desk.paid(new Donor(text, text, text, false));
            for (String page : List.of(Call.get(desk.gift, "id=" + id, "finance", "editor").body(),
                    Call.get(desk.list, null, "finance").body())) {
                harmless(text, page);
            }
        }
    }

    @Test
    public void whatAnAdminTypesIsTextOrRefused() throws Exception {
        UUID id = desk.paid(new Donor("Anna", "anna@example.org", "", false));
        List<String> all = List.of("finance", "editor");
        for (String text : HOSTILE) {
            String list = Call.query(Map.of("words", text, "provider", text, "campaign", text));
            harmless(text, Call.get(desk.list, list, "finance").body());
            assertEquals(400, Call.get(desk.list, Call.query(Map.of("state", text.strip() + "x")), "finance").status);
            for (Call call : List.of(
                    Call.post(desk.gift, all, "id", "" + id, "do", "note", "words", text),
                    Call.post(desk.gift, all, "id", "" + id, "do", "correct", "name", text, "email", "a@example.org",
                            "basis", "" + desk.donation(id).version()),
                    Call.post(desk.gift, all, "id", "" + id, "do", "correct", "name", "Anna", "email", text,
                            "basis", "" + desk.donation(id).version()),
                    Call.post(desk.gift, all, "id", "" + id, "do", "refund", "how", "part", "amount", text, "left", text,
                            "reason", text, "key", new UUID(3, 4).toString()),
                    Call.post(desk.gift, all, "id", "" + id, "do", "refund", "how", "full", "left", "25", "reason", text,
                            "key", text),
                    Call.post(desk.gift, all, "id", text, "do", text, "sure", text),
                    Call.post(desk.gift, all, "id", "" + id, "do", "erase", "sure", text, "scope", text),
                    Call.post(desk.enter, all, "way", "by-cash", "campaign", "flood", "amount", text, "name", text,
                            "email", text, "words", text, "shown", text, "test", text, "key", new UUID(5, 6).toString()),
                    Call.post(desk.enter, all, "way", "by-cash", "campaign", "flood", "amount", "5", "name", text,
                            "email", "", "words", text, "key", UUID.randomUUID().toString()),
                    Call.post(desk.enter, all, "way", text, "campaign", text, "key", text))) {
                assertTrue(text + ": " + call.status, call.status == 303 || call.status >= 400 && call.status < 500);
                harmless(text, call.body());
                assertFalse(call.headers.getOrDefault("Location", "").contains("\n"));
            }
            harmless(text, Call.get(desk.gift, "id=" + id, "finance", "editor").body());
        }
    }

    @Test
    public void noCellOfTheExportIsAFormulaAndNoRowIsTwo() throws Exception {
        HOSTILE.forEach(text -> desk.paid(new Donor(text, text, text, false)));
        String table = Call.get(desk.export, null, "finance").body();
        String[] rows = table.split("\r\n");
        assertEquals("\ufeff\"gift\"", rows[0].split(",")[0]);
        assertEquals(HOSTILE.size() + 1, rows.length);
        for (String row : rows) {
            assertFalse(row, row.replace("\ufeff", "").matches("(?s).*(^|\",)\"\\s*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20].*"));
            assertFalse(row, row.contains("\n") || row.contains("\r"));
        }
        assertTrue(table, table.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""));
        assertEquals(List.of("gift.export gifts "), desk.frame.noted);
    }

    @Test
    public void theExportHasWhatTheListHas() throws Exception {
        UUID anna = desk.paid(new Donor("Anna", "anna@example.org", "", false));
        desk.paid(new Donor("Jan", "jan@example.org", "", false));
        String table = Call.get(desk.export, "words=anna%40example.org&state=PAID", "finance").body();
        assertEquals(2, table.split("\r\n").length);
        assertTrue(table, table.contains("\"" + anna + "\""));
        assertTrue(table.contains("\"EUR\",\"25.00\",\"25.00\",\"0.00\""));
        assertEquals("no address in the log", List.of("gift.export gifts words, state=PAID"), desk.frame.noted);
    }

    private static void harmless(String text, String page) {
        assertFalse(text, page.contains("<script>alert"));
        assertFalse(text, page.contains("<img src=x"));
        assertFalse(text, page.contains("' autofocus onfocus"));
        assertFalse(text, page.contains("49 "));
        assertFalse(text, page.contains("\u202e"));
        assertFalse(text, page.contains("\u2066"));
        assertFalse(text, page.contains("\u0000"));
    }
}
