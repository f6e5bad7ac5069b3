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

    /** Whether all of these can be known now: what is looked for comes from the search, which may be behind the ledger. */
    boolean isComplete(GiftQuery query) {
        return query.isAll() || search.behind().isEmpty();
    }

    /** Who hears how far it is, after each page. */
    @FunctionalInterface
    interface Listener {
        /** @throws IOException to have it end here */
        void reached(long rows, Donation last) throws IOException;
    }

    /** Writes them, the latest first; the stream stays open. */
    void write(GiftQuery query, FileFormat format, OutputStream out, Listener listener) throws IOException {
        var writing = new Writing(format.begin(out), choices.site().zone(), listener);
        writing.table.row(HEAD);
        if (query.isAll()) {
            all(writing);
        } else {
            found(query, writing);
        }
        writing.table.end();
    }

    /** A file that is being written. */
    private final class Writing {
        private final GiftTable table;
        private final ZoneId zone;
        private final Listener listener;
        private long rows;

        Writing(GiftTable table, ZoneId zone, Listener listener) {
            this.table = table;
            this.zone = zone;
            this.listener = listener;
        }

        void page(List<Donation> page) throws IOException {
            for (Donation each : page) {
                table.row(cells(each, zone));
            }
            rows += page.size();
            table.flush();
            if (!page.isEmpty()) {
                listener.reached(rows, page.getLast());
            }
        }
    }

    private void all(Writing writing) throws IOException {
        UUID before = null;
        List<Donation> page;
        do {
            page = ledger.newest(before, PAGE);
            writing.page(page);
            before = page.isEmpty() ? null : page.getLast().pledge().id();
        } while (page.size() == PAGE);
    }

    private void found(GiftQuery query, Writing writing) throws IOException {
        long next = 0;
        do {
            GiftHits hits = search.find(query, next, PAGE);
            writing.page(hits.donations().stream().map(each -> ledger.donation(each).orElseThrow()).toList());
            next = hits.next();
        } while (next > 0);
    }

    private List<?> cells(Donation gift, ZoneId zone) {
        var pledge = gift.pledge();
        var payment = gift.payment();
        Money fee = gift.fee();
        return List.of(pledge.id().toString(),
                pledge.at().atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '),
                gift.state().name(), pledge.test() ? "test" : "", pledge.amount().getCurrencyUnit().getCode(),
                pledge.amount(), gift.counted(), gift.refunded(), fee == null ? "" : fee,
                fee == null ? "" : fee.getCurrencyUnit().getCode(), pledge.campaign(),
                payment == null ? "" : payment.provider(), payment == null || Way.of(gift).isPresent() ? "" : payment.paymentId(),
                receipts.issued(pledge.id()).map(IssuedReceipt::number).orElse(""), pledge.donor().name(),
                pledge.donor().email(), pledge.monthly() ? "monthly" : "", pledge.language());
    }
}
