package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.groundswell.stress.Reports.Report;
import org.jsoup.Jsoup;
import org.junit.Rule;
import org.junit.Test;
import picocli.CommandLine.ParameterException;
import org.junit.rules.TemporaryFolder;
import org.xml.sax.InputSource;

public class PictureFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theFileNeedsNothingElseAndHasAllCurves() throws Exception {
        Path file = folder.getRoot().toPath().resolve("evening.html");
        PictureFile.write(file, report("http://a/<b>&\"", new Result.Point(0.5, 10, 1, 5, 1_200, 0), new Result.Point(1.5, 20, 2,
                6, 30, 1)), report("http://a", new Result.Point(0.5, 7, 1, 5, 9, 0)));
        String page = Files.readString(file);
        assertEquals(4, page.split("<svg ", -1).length - 1);
        assertEquals(page, 0, Jsoup.parse(page).select("b, [src], [href]").size());
        assertFalse(page, page.contains("url(") || page.contains("xlink"));
        assertTrue(page, page.contains("last time: visitors") && page.contains("The evening will hold."));
        for (Panel each : Charts.of(report("x"), null)) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(each.svg())));
        }
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    public void everyPointIsInsideOfItsChart() {
        for (double most : new double[] {0, 0.003, 1, 7, 9.99, 10, 60_000}) {
            String svg = Charts.of(report("x", new Result.Point(0.5, most, 0, 0, most, 0)), null).get(1).svg();
            assertFalse(svg, svg.contains("NaN") || svg.contains("Infinity") || svg.matches("(?s).* -[0-9.]+.*"));
        }
    }

    @Test
    public void aReportOfBeforeHasNoCurve() throws Exception {
        var reports = new Reports(folder.getRoot().toPath());
        Path written = reports.write(report("x", new Result.Point(0.5, 1, 1, 1, 1, 0)));
        Files.writeString(written, Files.readString(written).replaceFirst("(?s),\\s*\"curve\": \\[.*?\\]", ""));
        assertEquals(List.of(), reports.all().reports().getFirst().result().curve());
    }

    @Test
    public void whereItCannotBeWrittenIsSaidBeforeTheTest() {
        for (String file : List.of(folder.getRoot().getPath(), folder.getRoot() + "/none/x.html")) {
            var refused = assertThrows(ParameterException.class, () -> TypedOptions.read(TypedOptions.parser(),
                    URI.create("http://127.0.0.1"), Path.of("reports"), "--report", file));
            assertTrue(refused.getMessage(), refused.getMessage().contains("--report"));
        }
    }

    private static Report report(String target, Result.Point... points) {
        return new Report("2026-11-27T20:00:00Z", target, 20, 20, new Result(10, 50, 50, 0, 10, 1, Map.of(), Map.of(), 3, -1, "",
                List.of(points)));
    }
}
