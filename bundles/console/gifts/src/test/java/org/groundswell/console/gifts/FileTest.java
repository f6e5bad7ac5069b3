package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.groundswell.console.testing.Call;
import org.groundswell.donations.api.Donor;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileTest {
    private static final String WATCH = "0123456789abcdef0123456789abcdef";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Desk desk;

    @Before
    public void open() throws Exception {
        desk = new Desk(folder.getRoot().toPath());
        desk.paid(new Donor("=Anna", "anna@example.org", "", false));
        desk.paid(new Donor("Otto", "otto@example.org", "", false));
    }

    @Test
    public void lastWeekAndLastMonthAreOneClickAway() throws Exception {
        // A Wednesday.
        var file = new FileServlet(desk.frame, desk.choices, desk.giftExport, desk.progress,
                Clock.fixed(Instant.parse("2027-01-06T12:00:00Z"), ZoneOffset.UTC));
        for (String language : new String[] {"en", "nl", "ar"}) {
            desk.frame.language = language;
            String page = Call.at(file, FileServlet.PATTERN, "from=2026-12-28&words=anna", "finance").body();
            assertTrue(page, page.contains("?from=2026-12-28&amp;until=2027-01-03\""));
            assertTrue(page, page.contains("?from=2026-12-01&amp;until=2026-12-31\""));
            assertTrue(page, page.contains("name=\"words\" value=\"anna\""));
        }
        assertEquals(400, Call.at(file, FileServlet.PATTERN, "from=2026-13-01", "finance").status);
    }

    /** Each walks through the whole ledger. */
    @Test
    public void onePersonHasTwoFilesWrittenAtOnce() throws Exception {
        var statuses = new ArrayList<Integer>();
        desk.whileFinding = () -> {
            try {
                statuses.add(Call.get(desk.export, "words=anna", "finance").status);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        assertEquals(200, Call.get(desk.export, "words=anna", "finance").status);
        assertEquals("the third within the second", List.of(429, 200), statuses);
        desk.whileFinding = () -> { };
        for (int i = 0; i < 3; i++) {
            assertEquals("one after the other", 200, Call.get(desk.export, "words=anna", "finance").status);
        }
    }

    @Test
    public void thePageIsToldHowFarTheFileIs() throws Exception {
        var file = new FileServlet(desk.frame, desk.choices, desk.giftExport, desk.progress);
        assertEquals("{}", Call.at(file, FileServlet.PROGRESS, "watch=" + WATCH, "finance").body());
        Call csv = Call.get(desk.export, "format=csv&watch=" + WATCH, "finance");
        assertEquals(3, csv.body().split("\r\n").length);
        String said = Call.at(file, FileServlet.PROGRESS, "watch=" + WATCH, "finance").body();
        assertTrue(said, said.startsWith("{\"state\":\"DONE\",\"rows\":2,\"reached\":\""));
        assertEquals("another's", Optional.empty(), desk.progress.of("otto", WATCH));
        Call.get(desk.export, "format=csv&watch=..", "finance");
        assertEquals("{}", Call.at(file, FileServlet.PROGRESS, "watch=..", "finance").body());
    }

    @Test
    public void aFileThatIsCancelledEndsAndIsNotTakenForAWholeOne() throws Exception {
        var file = new FileServlet(desk.frame, desk.choices, desk.giftExport, desk.progress);
        String query = "words=anna&watch=" + WATCH;
        var seen = new ArrayList<String>();
        desk.whileFinding = () -> {
            try {
                seen.add(Call.at(file, FileServlet.STATUS, "watch=" + WATCH, "finance").body());
                assertEquals(303, Call.post(file, "watch", WATCH).status);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        assertThrows(IOException.class, () -> Call.get(desk.export, query, "finance"));
        assertTrue(seen.toString(), seen.getFirst().contains(">Stop<"));
        for (String language : new String[] {"en", "nl", "ar"}) {
            desk.frame.language = language;
            String after = Call.at(file, FileServlet.STATUS, "watch=" + WATCH, "finance").body();
            assertTrue(after, after.contains("class=\"problem\"") && !after.contains("<form"));
        }
        desk.whileFinding = () -> { };
        assertEquals("asked for again it is whole", 200, Call.get(desk.export, query, "finance").status);
        assertTrue(Call.at(file, FileServlet.STATUS, "watch=" + WATCH, "finance").body().contains("class=\"done\""));
        assertEquals("over is over", 303, Call.post(file, "watch", WATCH).status);
        assertEquals(ExportProgress.State.DONE, desk.progress.of("berta", WATCH).orElseThrow().state());
        assertEquals(200, Call.at(file, FileServlet.STATUS, "watch=%22%3E", "finance").status);
    }

    /** An accountant's file that lacks gifts looks like a whole one. */
    @Test
    public void noFileIsMadeOfASearchThatDoesNotKnowAllGifts() throws Exception {
        desk.behind = "the search waits for room on the disk";
        Call week = Call.get(desk.export, "from=2026-11-23&until=2026-11-29", "finance");
        assertEquals(503, week.status);
        assertEquals("", week.body());
        assertEquals("nothing was given out", List.of(), desk.frame.noted);
        var file = new FileServlet(desk.frame, desk.choices, desk.giftExport, desk.progress);
        assertTrue(Call.at(file, FileServlet.PATTERN, "words=anna", "finance").body().contains("has not read all gifts yet"));
        assertFalse(Call.at(file, FileServlet.PATTERN, "", "finance").body().contains("has not read all gifts yet"));
        Call all = Call.get(desk.export, "", "finance");
        assertEquals("all of them come from the ledger", 200, all.status);
        assertEquals(3, all.body().split("\r\n").length);
    }

    @Test
    public void theSameGoesOutAsASpreadsheet() throws Exception {
        Call xlsx = Call.get(desk.export, "format=xlsx", "finance");
        assertTrue(xlsx.headers.toString(), xlsx.headers.get("Content-Disposition").endsWith(".xlsx\""));
        var path = folder.newFile().toPath();
        Files.write(path, xlsx.bytes());
        try (var zip = new ZipFile(path.toFile())) {
            String sheet = new String(zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertTrue(sheet, sheet.contains(">=Anna<") && sheet.contains("<v>25.00</v>") && !sheet.contains("<f>"));
        }
        assertEquals(400, Call.get(desk.export, "format=pdf", "finance").status);
    }
}
