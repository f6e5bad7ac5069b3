package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;

/** The receipts for whoever sends them for all nodes: each writing looks in its own transaction who has the lease. */
final class FencedReceipts implements ReceiptBook {
    private final OfficeBook book;
    private final Lease lease;

    FencedReceipts(OfficeBook book, Lease lease) {
        this.book = book;
        this.lease = lease;
    }

    @Override
    public List<Donation> take(Instant now, Instant until, int limit) {
        int most = OfficeBook.within(limit, 100);
        return book.readers().ask(queries -> queries.isReceiptDue(now, lease.fence()))
                ? run(receipts -> receipts.take(now, until, most, lease.fence())) : List.of();
    }

    @Override
    public Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) {
        return run(receipts -> receipts.issue(donation, at, zone));
    }

    @Override
    public void settle(UUID donation, Instant at) {
        run(receipts -> receipts.settle(donation, at));
    }

    @Override
    public void postpone(UUID donation, Instant until) {
        run(receipts -> receipts.postpone(donation, until));
    }

    @Override
    public boolean again(UUID donation, Instant at) {
        return book.again(donation, at);
    }

    @Override
    public Optional<IssuedReceipt> issued(UUID donation) {
        return book.issued(donation);
    }

    @Override
    public Optional<UUID> donation(IssuedReceipt receipt) {
        return book.donation(receipt);
    }

    @Override
    public long owed() {
        return book.owed();
    }

    private <T> T run(Writing<T> writing) {
        return book.run(desk -> {
            new LeaseTable(desk.queries()).require(lease);
            return writing.in(desk.receipts());
        });
    }

    /** What is written. */
    @FunctionalInterface
    private interface Writing<T> {
        T in(Receipts receipts) throws SQLException;
    }
}
