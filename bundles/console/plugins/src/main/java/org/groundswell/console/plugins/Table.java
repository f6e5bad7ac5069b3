package org.groundswell.console.plugins;

import java.io.PrintWriter;
import org.owasp.encoder.Encode;

/** A table in the console's look; every cell is escaped. */
final class Table {
    private final PrintWriter out;

    Table(PrintWriter out, String... heads) {
        this.out = out;
        out.print("<table class=\"nicetable ui-widget\"><thead class=\"ui-widget-header\"><tr>");
        for (String head : heads) {
            out.print("<th>" + Encode.forHtml(head) + "</th>");
        }
        out.print("</tr></thead><tbody class=\"ui-widget-content\">");
    }

    void row(Object... cells) {
        out.print("<tr>");
        for (Object cell : cells) {
            out.print("<td>" + Encode.forHtml(String.valueOf(cell)) + "</td>");
        }
        out.print("</tr>");
    }

    void end() {
        out.print("</tbody></table>");
    }
}
