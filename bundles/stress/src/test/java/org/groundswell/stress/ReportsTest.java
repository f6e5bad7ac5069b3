package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.groundswell.stress.Reports.Report;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReportsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void oneDamagedReportHidesNoOther() throws Exception {
        Path path = folder.getRoot().toPath();
        var reports = new Reports(path);
        Report first = report("2026-11-27T20:00:00Z");
        Report second = report("2026-11-27T21:00:00Z");
        Path cut = reports.write(first);
        String whole = Files.readString(cut);
        reports.write(second);
        Files.writeString(cut, whole.substring(0, whole.length() / 2));
        List<String> bad = List.of("", "null", "{}", "[]", "7", "{\"at\":\"x\",\"target\":\"y\",\"result\":{}}");
        for (int i = 0; i < bad.size(); i++) {
            Files.writeString(path.resolve("bad-" + i + ".json"), bad.get(i));
        }
        Files.write(path.resolve("binary.json"), new byte[] {(byte) 0xff, 0});
        Reports.Found found = reports.all();
        assertEquals(List.of(second), found.reports());
        assertEquals("those, the cut one and the binary one", bad.size() + 2, found.unreadable().size());
        assertTrue(found.unreadable().toString(), found.unreadable().getFirst().contains(cut.toString()));
    }

    @Test
    public void theLastOneAboutTheSameTargetIsTheOneBefore() throws Exception {
        var reports = new Reports(folder.getRoot().toPath());
        reports.write(report("2026-11-27T20:00:00Z"));
        Report last = report("2026-11-27T21:00:00Z");
        reports.write(last);
        assertEquals(last, Reports.last(reports.all().reports(), last.target()));
    }

    private static Report report(String at) {
        return new Report(at, "http://127.0.0.1:8080", 5, 20,
                new Result(10, 50, 50, 0, 10, 1, Map.of(), Map.of(), 3, -1, "", List.of()));
    }
}
