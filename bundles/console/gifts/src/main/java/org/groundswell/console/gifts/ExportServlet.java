package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.shared.tables.Csv;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The gifts of the list as a file, written while they are read: however many there are, a page of them is in memory. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/gifts/export")
public final class ExportServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 500;
    private static final List<String> HEAD = List.of("gift", "pledged", "state", "test", "currency", "amount", "counts",
            "refunded", "fee", "fee currency", "campaign", "way", "payment", "receipt", "name", "e-mail", "monthly",
            "language");

    private final transient Ledger ledger;
    private final transient GiftSearch search;
    private final transient ReceiptBook receipts;
    private final transient Choices choices;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public ExportServlet(@Reference Ledger ledger, @Reference GiftSearch search, @Reference ReceiptBook receipts,
            @Reference Choices choices, @Reference AuditLog audit) {
        this.ledger = ledger;
        this.search = search;
        this.receipts = receipts;
        this.choices = choices;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            ZoneId zone = choices.site().zone();
            Filters filters = Filters.of(FormFields.query(request), zone);
            audit.note(request, "gift.export", "gifts", filters.impersonal());
            response.setContentType("text/csv; charset=utf-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"gifts-"
                    + LocalDate.ofInstant(clock.instant(), zone) + ".csv\"");
            // Spreadsheets take it for UTF-8 only with this mark.
            Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8).append('\ufeff');
            var table = new Csv(out);
            table.row(HEAD);
            write(filters.query(), table, zone, out);
            out.flush();
        });
    }

    private void write(GiftQuery query, Csv table, ZoneId zone, Writer out) throws IOException {
        if (query.isAll()) {
            UUID before = null;
            List<Donation> page;
            do {
                page = ledger.newest(before, PAGE);
                for (Donation each : page) {
                    table.row(cells(each, zone));
                    before = each.pledge().id();
                }
                out.flush();
            } while (page.size() == PAGE);
            return;
        }
        long next = 0;
        do {
            GiftHits hits = search.find(query, next, PAGE);
            for (UUID each : hits.donations()) {
                table.row(cells(ledger.donation(each).orElseThrow(), zone));
            }
            out.flush();
            next = hits.next();
        } while (next > 0);
    }

    private List<String> cells(Donation gift, ZoneId zone) {
        var pledge = gift.pledge();
        var payment = gift.payment();
        Money fee = gift.fee();
        return List.of(pledge.id().toString(),
                pledge.at().atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '),
                gift.state().name(), pledge.test() ? "test" : "", pledge.amount().getCurrencyUnit().getCode(),
                plain(pledge.amount()), plain(gift.counted()), plain(gift.refunded()), fee == null ? "" : plain(fee),
                fee == null ? "" : fee.getCurrencyUnit().getCode(), pledge.campaign(),
                payment == null ? "" : payment.provider(), payment == null || Way.of(gift).isPresent() ? "" : payment.paymentId(),
                receipts.issued(pledge.id()).map(IssuedReceipt::number).orElse(""), pledge.donor().name(),
                pledge.donor().email(), pledge.monthly() ? "monthly" : "", pledge.language());
    }

    private static String plain(Money amount) {
        return MoneyText.plain(amount);
    }
}
