package org.groundswell.donations.ledger.sqlite;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.receipts.ReceiptBook;

/** The half of the ledger that is for the charity's people: receipts, and what they do with gifts. */
abstract class OfficeBook implements ReceiptBook, GiftBook {

    abstract Readers readers();

    abstract Writer writer();

    @Override
    public List<Donation> take(Instant now, Instant until, int limit) {
        // Mostly nothing is due, and that is known without a commit.
        int most = within(limit, 100);
        return readers().ask(queries -> queries.isReceiptDue(now))
                ? writer().execute(book -> book.receipts().take(now, until, most)) : List.of();
    }

    @Override
    public Optional<IssuedReceipt> issue(UUID donation, Instant at, ZoneId zone) {
        return writer().execute(book -> book.receipts().issue(donation, at, zone));
    }

    @Override
    public void settle(UUID donation, Instant at) {
        writer().execute(book -> book.receipts().settle(donation, at));
    }

    @Override
    public void postpone(UUID donation, Instant until) {
        writer().execute(book -> book.receipts().postpone(donation, until));
    }

    @Override
    public boolean again(UUID donation, Instant at) {
        return writer().execute(book -> book.receipts().again(donation, at));
    }

    @Override
    public Optional<IssuedReceipt> issued(UUID donation) {
        return readers().ask(queries -> Receipts.issued(queries, donation));
    }

    @Override
    public Optional<UUID> donation(IssuedReceipt receipt) {
        return readers().ask(queries -> Receipts.donation(queries, receipt));
    }

    @Override
    public long owed() {
        return readers().ask(Queries::receiptsOwed);
    }

    @Override
    public PledgeOutcome enter(Pledge pledge, Way way, Remark remark) {
        return writer().execute(book -> book.office().enter(pledge, way, remark)).outcome();
    }

    @Override
    public ChangeOutcome correct(UUID donation, Donor donor, long basis, Remark remark) {
        return writer().execute(book -> book.office().correct(donation, donor, basis, remark));
    }

    @Override
    public ChangeOutcome erase(UUID donation, String author, Instant at) {
        return writer().execute(book -> book.office().erase(donation, OptionalLong.empty(), author, at));
    }

    @Override
    public ChangeOutcome erase(UUID donation, long basis, String author, Instant at) {
        return writer().execute(book -> book.office().erase(donation, OptionalLong.of(basis), author, at));
    }

    @Override
    public boolean remark(UUID donation, Remark remark) {
        return writer().execute(book -> book.office().remark(donation, remark));
    }

    @Override
    public List<Remark> remarks(UUID donation) {
        return readers().ask(queries -> Office.remarks(queries, donation));
    }

    @Override
    public BegunRefund begin(BegunRefund refund, Remark remark) {
        return writer().execute(book -> book.office().begin(refund, remark));
    }

    @Override
    public void end(String key, BegunRefund.State state) {
        writer().execute(book -> book.office().end(key, state));
    }

    @Override
    public Optional<BegunRefund> refund(String key) {
        return readers().ask(queries -> Office.refund(queries, key));
    }

    @Override
    public Optional<BegunRefund> openRefund(UUID donation) {
        return readers().ask(queries -> Office.openRefund(queries, donation));
    }

    static int within(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException("limit " + limit + " is not within 1 to " + most);
        }
        return limit;
    }
}
