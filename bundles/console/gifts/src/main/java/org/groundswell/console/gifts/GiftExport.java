package org.groundswell.console.gifts;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gifts as a file, written while they are read: however many there are, a page of them is in memory. Thread-safe. */
@Component(service = GiftExport.class)
public final class GiftExport {
    private static final int PAGE = 500;
    private static final List<String> HEAD = List.of("gift", "pledged", "state", "test", "currency", "amount", "counts",
            "refunded", "fee", "fee currency", "campaign", "way", "payment", "receipt", "name", "e-mail", "monthly",
            "language");

    private final Ledger ledger;
    private final GiftSearch search;
    private final ReceiptBook receipts;
    private final Choices choices;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public GiftExport(@Reference Ledger ledger, @Reference GiftSearch search, @Reference ReceiptBook receipts,
            @Reference Choices choices) {
        this.ledger = ledger;
        this.search = search;
        this.receipts = receipts;
        this.choices = choices;
    }

    /** What a file of today is called. */
    String name(FileFormat format) {
        return "gifts-" + LocalDate.ofInstant(clock.instant(), choices.site().zone()) + "." + format.ending();
    }

    /** Writes them, the latest first; the stream stays open. */
    void write(GiftQuery query, FileFormat format, OutputStream out) throws IOException {
        ZoneId zone = choices.site().zone();
        GiftTable table = format.begin(out);
        table.row(HEAD);
        if (query.isAll()) {
            all(table, zone);
        } else {
            found(query, table, zone);
        }
        table.end();
    }

    private void all(GiftTable table, ZoneId zone) throws IOException {
        UUID before = null;
        List<Donation> page;
        do {
            page = ledger.newest(before, PAGE);
            for (Donation each : page) {
                table.row(cells(each, zone));
                before = each.pledge().id();
            }
            table.flush();
        } while (page.size() == PAGE);
    }

    private void found(GiftQuery query, GiftTable table, ZoneId zone) throws IOException {
        long next = 0;
        do {
            GiftHits hits = search.find(query, next, PAGE);
            for (UUID each : hits.donations()) {
                table.row(cells(ledger.donation(each).orElseThrow(), zone));
            }
            table.flush();
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
