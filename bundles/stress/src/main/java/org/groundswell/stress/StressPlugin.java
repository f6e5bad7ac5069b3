package org.groundswell.stress;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.stress.Reports.Report;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.owasp.encoder.Encode;

/** The reports of tests from this machine, each beside the one before. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=stress", "felix.webconsole.title=Stress tests",
    "felix.webconsole.category=Groundswell"})
public final class StressPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;

    private final transient Reports reports;

    @Activate
    public StressPlugin(BundleContext context) {
        reports = new Reports(NodeFolder.of(context).resolve("data/stress"));
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        out.print("<p class=\"statline\">bin/groundswell stress makes another one.</p><table class=\"nicetable"
                + " ui-widget\"><thead class=\"ui-widget-header\"><tr><th>When (UTC)</th><th>Target</th>"
                + "<th>Visitors a second</th><th>Visitors</th><th>Donations a second</th>"
                + "<th>Against the one before</th><th>Holds</th><th>What gave way first</th></tr></thead><tbody class=\"ui-widget-content\">");
        Reports.Found found = reports.all();
        List<Report> all = found.reports();
        for (int i = all.size() - 1; i >= 0; i--) {
            Report report = all.get(i);
            row(out, report, Reports.last(all.subList(0, i), report.target()));
        }
        out.print("</tbody></table>");
        found.unreadable().forEach(each -> out.print("<p>" + text(each) + "</p>"));
    }

    /** The console puts its own texts wherever a page says ${...}. */
    private static String text(String text) {
        return Encode.forHtml(text).replace("$", "&#36;").replace("\\", "&#92;");
    }

    private static void row(PrintWriter out, Report report, Report before) {
        Result result = report.result();
        String change = before == null || before.result().sustained() == 0 ? "" : String.format(Locale.ROOT,
                "%+.0f %%", 100 * (result.sustained() / before.result().sustained() - 1));
        out.print("<tr>");
        for (String cell : List.of(report.at(), report.target(), String.format(Locale.ROOT, "%.1f", report.most()),
                Integer.toString(result.came()), String.format(Locale.ROOT, "%.1f", result.sustained()), change,
                result.holds() ? "yes" : "no", result.gaveWay())) {
            out.print("<td>" + text(cell) + "</td>");
        }
        out.print("</tr>");
    }
}
