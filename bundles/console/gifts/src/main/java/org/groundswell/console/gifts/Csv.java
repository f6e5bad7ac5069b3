package org.groundswell.console.gifts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/**
 * A table as text (RFC 4180), for programs that take what begins like a formula for one: what a donor wrote gets an
 * apostrophe before it, which such programs show as text. Every cell is quoted, so that no separator of another language
 * cuts one in two.
 */
final class Csv implements GiftTable {
    private static final String FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Writer out;

    /** Spreadsheets take it for UTF-8 only with a mark at its beginning. */
    Csv(OutputStream out) throws IOException {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8).append('\ufeff');
    }

    @Override
    public void row(List<?> cells) throws IOException {
        String between = "";
        for (Object each : cells) {
            String cell = each instanceof Money amount ? MoneyText.plain(amount) : harmless(each.toString());
            out.append(between).append('"').append(cell.replace("\"", "\"\"")).append('"');
            between = ",";
        }
        out.append("\r\n");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }

    static String harmless(String cell) {
        String shown = cell.stripLeading();
        boolean isFormula = !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0
                || !shown.isEmpty() && FORMULAS.indexOf(shown.charAt(0)) >= 0;
        return isFormula ? "'" + cell : cell;
    }
}
