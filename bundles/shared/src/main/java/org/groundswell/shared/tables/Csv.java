package org.groundswell.shared.tables;

import java.io.IOException;
import java.util.Collection;
import org.joda.money.Money;

/**
 * A table as text (RFC 4180), for programs that take what begins like a formula for one: text that does gets an apostrophe
 * before it, which such programs show as text. Amounts are ours, and stay numbers, below zero too. Every cell is quoted,
 * so that no separator of another language cuts one in two.
 */
public final class Csv {
    private static final String FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Appendable out;
    private String between = "";

    public Csv(Appendable out) {
        this.out = out;
    }

    /** A whole row of texts; it is in the output only when that is flushed. */
    public void row(Collection<String> cells) throws IOException {
        for (String each : cells) {
            text(each);
        }
        end();
    }

    /** Whatever somebody, or a gateway, has written. */
    public Csv text(String cell) throws IOException {
        return cell(harmless(cell));
    }

    /** With a point, and all decimals of its currency. */
    public Csv amount(Money amount) throws IOException {
        return cell(amount.getAmount().toPlainString());
    }

    /** Ends the row. */
    public void end() throws IOException {
        out.append("\r\n");
        between = "";
    }

    private Csv cell(String cell) throws IOException {
        out.append(between).append('"').append(cell.replace("\"", "\"\"")).append('"');
        between = ",";
        return this;
    }

    /** As it may stand in a cell. */
    public static String harmless(String cell) {
        String shown = cell.stripLeading();
        boolean isFormula = !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0
                || !shown.isEmpty() && FORMULAS.indexOf(shown.charAt(0)) >= 0;
        return isFormula ? "'" + cell : cell;
    }
}
