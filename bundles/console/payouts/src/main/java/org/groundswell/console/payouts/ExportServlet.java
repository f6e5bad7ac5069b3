package org.groundswell.console.payouts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.PayoutBook;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.servlets.Shares;
import org.groundswell.shared.tables.Csv;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * A month's payouts as a file for the accountant: every line, or the sums by campaign. A line is of the month in which its
 * payout reaches the bank, so the file adds up to what stands on the bank's statements.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/payouts/export")
public final class ExportServlet extends PayoutPage {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 500;
    /** Files that one person has written at the same time. */
    private static final int AT_ONCE = 2;
    /** Among campaigns: what belongs to no gift. */
    static final String NONE = "-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> LINE_HEAD = List.of("gateway", "payout", "line", "when", "what", "currency",
            "amount", "fee", "net", "given", "given currency", "campaign", "gift", "test", "gateway's id",
            "gateway's word", "explained");
    private static final List<String> SUM_HEAD = List.of("month", "campaign", "currency", "gifts", "refunds", "disputes",
            "fees", "others", "net", "unexplained");

    private final transient PayoutBook book;
    private final transient Pages pages;
    private final transient AuditLog audit;
    private final transient Shares shares = new Shares(AT_ONCE);

    @Activate
    public ExportServlet(@Reference PayoutBook book, @Reference Pages pages, @Reference AuditLog audit) {
        this.book = book;
        this.pages = pages;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            YearMonth month = month(sent.get("month"));
            String campaign = sent.get("campaign");
            boolean sums = sent.get("what").equals("sums");
            String person = String.valueOf(request.getRemoteUser());
            if (!shares.take(person)) {
                response.setHeader("Retry-After", "30");
                response.sendError(Shares.TOO_MANY_REQUESTS);
                return;
            }
            try {
                export(request, response, month, campaign, sums);
            } finally {
                shares.giveBack(person);
            }
        });
    }

    private void export(HttpServletRequest request, HttpServletResponse response, YearMonth month, String campaign,
            boolean sums) throws IOException {
        audit.note(request, "payout.export", "payouts", (sums ? "sums" : "lines") + ", " + month
                + (campaign.isEmpty() ? "" : ", " + campaign));
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"payouts-" + (sums ? "sums-" : "") + month
                + ".csv\"");
        // Spreadsheets take it for UTF-8 only with this mark.
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8).append('\ufeff');
        if (sums) {
            writeSums(new Csv(out), month, campaign);
        } else {
            writeLines(new Csv(out), month, campaign, out);
        }
        out.flush();
    }

    private static YearMonth month(String month) throws BadFormException {
        try {
            if (month.matches("[0-9]{4}-[0-9]{2}")) {
                return YearMonth.parse(month);
            }
        } catch (DateTimeParseException e) {
            // The 13th month: said below.
        }
        throw new BadFormException(HttpServletResponse.SC_BAD_REQUEST, "month: expected one such as 2026-11");
    }

    private void writeLines(Csv table, YearMonth month, String campaign, Writer out) throws IOException {
        head(table, LINE_HEAD);
        ZoneId zone = pages.site().zone();
        long after = 0;
        List<KeptLine> page;
        do {
            page = book.lines(month, campaign.isEmpty() ? null : campaign.equals(NONE) ? "" : campaign, after, PAGE);
            for (KeptLine each : page) {
                write(table, each, zone);
                after = each.number();
            }
            out.flush();
        } while (page.size() == PAGE);
    }

    private static void write(Csv table, KeptLine line, ZoneId zone) throws IOException {
        table.text(line.provider()).text(line.payout()).text(line.id())
                .text(TIME.format(line.at().atZone(zone)))
                .text(line.kind().name().toLowerCase(Locale.ROOT)).text(line.amount().getCurrencyUnit().getCode())
                .amount(line.amount()).amount(line.fee()).amount(line.net()).amount(line.given())
                .text(line.given().getCurrencyUnit().getCode()).text(line.campaign())
                .text(line.donation() == null ? "" : line.donation().toString()).text(line.test() ? "test" : "")
                .text(line.about()).text(line.word()).text(line.verdict() == KeptLine.Verdict.EXPLAINED ? "yes"
                        : "no: " + line.verdict().name().toLowerCase(Locale.ROOT)).end();
    }

    private void writeSums(Csv table, YearMonth month, String campaign) throws IOException {
        head(table, SUM_HEAD);
        for (PayoutSum each : book.sums(month)) {
            if (campaign.isEmpty() || campaign.equals(each.campaign().isEmpty() ? NONE : each.campaign())) {
                table.text(month.toString()).text(each.campaign()).text(each.gifts().getCurrencyUnit().getCode())
                        .amount(each.gifts()).amount(each.refunds()).amount(each.disputes()).amount(each.fees())
                        .amount(each.others()).amount(each.net()).amount(each.unexplained()).end();
            }
        }
    }

    private static void head(Csv table, List<String> head) throws IOException {
        for (String each : head) {
            table.text(each);
        }
        table.end();
    }
}
