package org.groundswell.shared.tables;

import java.io.IOException;
import java.util.Collection;

/**
 * A table as text (RFC 4180), for programs that take what begins like a formula for one: what somebody else wrote gets an
 * apostrophe before it, which such programs show as text. Every cell is quoted, so that no separator of another language
 * cuts one in two.
 */
public final class Csv {
    private static final String FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Appendable out;

    public Csv(Appendable out) {
        this.out = out;
    }

    /** One line; what was begun is in the output only when that is flushed. */
    public void row(Collection<String> cells) throws IOException {
        String between = "";
        for (String each : cells) {
            out.append(between).append('"').append(harmless(each).replace("\"", "\"\"")).append('"');
            between = ",";
        }
        out.append("\r\n");
    }

    /** As it may stand in a cell. */
    public static String harmless(String cell) {
        String shown = cell.stripLeading();
        boolean isFormula = !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0
                || !shown.isEmpty() && FORMULAS.indexOf(shown.charAt(0)) >= 0;
        return isFormula ? "'" + cell : cell;
    }
}
