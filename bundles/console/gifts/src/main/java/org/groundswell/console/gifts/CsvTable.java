package org.groundswell.console.gifts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.groundswell.shared.tables.Csv;
import org.joda.money.Money;

/** Gifts as text. */
final class CsvTable implements GiftTable {
    private final Writer out;
    private final Csv csv;

    /** Spreadsheets take it for UTF-8 only with a mark at its beginning. */
    CsvTable(OutputStream out) throws IOException {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8).append('\ufeff');
        this.csv = new Csv(this.out);
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (Object each : cells) {
            if (each instanceof Money amount) {
                csv.amount(amount);
            } else {
                csv.text(each.toString());
            }
        }
        csv.end();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
