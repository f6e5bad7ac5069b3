package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class XlsxTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aTextIsATextAndAnAmountANumber() throws Exception {
        var out = new ByteArrayOutputStream();
        var table = new Xlsx(out);
        table.row(List.of("name", "amount"));
        for (String each : List.of("=1+1", "@SUM(A1)", "+31 6", "-2", "<b>&\"'", "\u202enoor", "x".repeat(300), "\t=1", "")) {
            table.row(List.of(each, Money.parse("EUR 12.50")));
        }
        table.end();
        String sheet = parts(out.toByteArray()).get("xl/worksheets/sheet1.xml");
        assertFalse("no formula in it", sheet.contains("<f>") || sheet.contains("<f "));
        assertEquals("each text is one", 2 + 8, sheet.split("t=\"inlineStr\"", -1).length - 1);
        assertTrue(sheet, sheet.contains(">=1+1<") && sheet.contains("&lt;b&gt;&amp;"));
        assertTrue(sheet, sheet.contains("<v>12.50</v>"));
    }

    @Test
    public void afterTheLastRowOfASheetTheNextBeginsWithTheHead() throws Exception {
        var out = new ByteArrayOutputStream();
        var table = new Xlsx(out, 3);
        table.row(List.of("head"));
        for (int i = 1; i <= 5; i++) {
            table.row(List.of("gift " + i));
            table.flush();
        }
        table.end();
        Map<String, String> parts = parts(out.toByteArray());
        assertEquals(List.of("head", "gift 1", "gift 2"), texts(parts.get("xl/worksheets/sheet1.xml")));
        assertEquals(List.of("head", "gift 3", "gift 4"), texts(parts.get("xl/worksheets/sheet2.xml")));
        assertEquals(List.of("head", "gift 5"), texts(parts.get("xl/worksheets/sheet3.xml")));
    }

    @Test
    public void anEmptyTableIsAFile() throws Exception {
        var out = new ByteArrayOutputStream();
        var table = new Xlsx(out);
        table.row(List.of("head"));
        table.end();
        assertEquals(List.of("head"), texts(parts(out.toByteArray()).get("xl/worksheets/sheet1.xml")));
    }

    /** What is written leaves at once, however much it is: what stays behind is never more than a page of it. */
    @Test
    public void rowsGoOutWhileTheyAreWritten() throws Exception {
        var out = new Counting();
        var table = new Xlsx(out);
        for (int page = 0; page < 400; page++) {
            for (int i = 0; i < 500; i++) {
                // What does not pack well, so that packing keeps little back.
                table.row(List.of(Integer.toHexString((page * 500 + i) * 0x9E3779B1), Money.ofMinor(CurrencyUnit.EUR,
                        (page * 7919L + i * 104_729L) % 1_000_003)));
            }
            table.flush();
        }
        long written = out.count;
        table.end();
        assertTrue(written + " of " + out.count, written > 1_000_000 && out.count - written < 100_000);
        assertFalse("the answer's stream is not the table's to close", out.closed);
    }

    private static List<String> texts(String sheet) {
        return Pattern.compile("<t[^>]*>([^<]*)</t>").matcher(sheet).results().map(each -> each.group(1))
                .toList();
    }

    /** As a spreadsheet reads it: by the list at its end, since sizes are not known before. */
    private Map<String, String> parts(byte[] file) throws IOException {
        Path path = folder.newFile().toPath();
        Files.write(path, file);
        var parts = new HashMap<String, String>();
        try (var zip = new ZipFile(path.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private static final class Counting extends OutputStream {
        private long count;
        private boolean closed;

        @Override
        public void write(int each) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
