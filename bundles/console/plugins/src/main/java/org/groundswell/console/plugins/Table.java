package org.groundswell.console.plugins;

import java.io.PrintWriter;
import org.owasp.encoder.Encode;

/** A table in the console's look; every cell is shown as it is, whoever wrote it. */
final class Table {
    private final PrintWriter out;

    Table(PrintWriter out, String... heads) {
        this.out = out;
        out.print("<table class=\"nicetable ui-widget\"><thead class=\"ui-widget-header\"><tr>");
        for (String head : heads) {
            out.print("<th>" + text(head) + "</th>");
        }
        out.print("</tr></thead><tbody class=\"ui-widget-content\">");
    }

    void row(Object... cells) {
        out.print("<tr>");
        for (Object cell : cells) {
            out.print("<td>" + text(cell) + "</td>");
        }
        out.print("</tr>");
    }

    /** The console puts its own texts wherever a page says <code>${...}</code>, and takes a backslash before it away. */
    static String text(Object cell) {
        return Encode.forHtml(String.valueOf(cell)).replace("$", "&#36;").replace("\\", "&#92;");
    }

    void end() {
        out.print("</tbody></table>");
    }
}
