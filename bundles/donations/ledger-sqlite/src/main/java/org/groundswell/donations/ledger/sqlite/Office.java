package org.groundswell.donations.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.shared.ids.UuidBytes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What people of the charity do with gifts, inside a transaction of the writer. */
final class Office {
    private static final Donor NOBODY = new Donor("", "", "", true);
    private static final String REFUND = "SELECT key, donation, currency, amount, gone_before, state FROM refund ";

    private final Book book;
    private final Queries queries;

    Office(Book book, Queries queries) {
        this.book = book;
        this.queries = queries;
    }

    Entered enter(Pledge pledge, Way way, Remark remark) throws SQLException {
        PledgeOutcome outcome = book.pledge(pledge, Cause.ENTERED);
        if (!(outcome instanceof PledgeOutcome.Recorded)) {
            return new Entered(outcome, Optional.empty());
        }
        UUID id = pledge.id();
        var change = Change.to(id, DonationState.PAID, Cause.ENTERED, pledge.at())
                .withPayment(new Donation.Payment(way.provider(), id.toString(), null));
        if (!(book.change(change) instanceof ChangeOutcome.Applied paid)) {
            throw new IllegalStateException("a gift that was just pledged cannot be paid: " + id);
        }
        keep(id, remark, paid.entry().sequence());
        return new Entered(new PledgeOutcome.Recorded(paid.donation()), Optional.of(paid.entry()));
    }

    ChangeOutcome correct(UUID id, Donor donor, long basis, Remark remark) throws SQLException {
        Optional<Donation> found = book.find(id);
        if (found.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        Donation before = found.get();
        if (before.version() != basis) {
            return new ChangeOutcome.Stale(before);
        }
        if (before.pledge().donor().equals(donor)) {
            return new ChangeOutcome.Ignored(before);
        }
        ChangeOutcome.Applied applied = book.amend(before, donor, Cause.CORRECTION, remark.at());
        keep(id, remark, applied.entry().sequence());
        return applied;
    }

    /** @param basis the version that it may have; empty for any */
    ChangeOutcome erase(UUID id, OptionalLong basis, String author, Instant at) throws SQLException {
        Optional<Donation> found = book.find(id);
        if (found.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        Donation before = found.get();
        if (basis.isPresent() && before.version() != basis.getAsLong()) {
            return new ChangeOutcome.Stale(before);
        }
        boolean words = remarks(queries, id).stream().anyMatch(each -> !each.words().isEmpty());
        if (before.pledge().donor().equals(NOBODY) && !words) {
            return new ChangeOutcome.Ignored(before);
        }
        // What was there is overwritten in the file, and not only given free.
        queries.overwriteDeleted(true);
        try {
            queries.update("UPDATE remark SET words = '' WHERE donation = ?", UuidBytes.of(id));
            ChangeOutcome.Applied applied = book.amend(before, NOBODY, Cause.ERASURE, at);
            keep(id, new Remark(at, author, Remark.Kind.ERASED, ""), applied.entry().sequence());
            return applied;
        } finally {
            queries.overwriteDeleted(false);
        }
    }

    boolean remark(UUID id, Remark remark) throws SQLException {
        boolean known = book.find(id).isPresent();
        if (known) {
            keep(id, remark, remark.entry());
        }
        return known;
    }

    BegunRefund begin(BegunRefund refund, Remark remark) throws SQLException {
        Optional<BegunRefund> there = refund(queries, refund.key());
        there = there.isPresent() ? there : openRefund(queries, refund.donation());
        if (there.isPresent()) {
            return there.get();
        }
        queries.update("INSERT INTO refund (key, donation, currency, amount, gone_before, state, at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)", refund.key(), UuidBytes.of(refund.donation()),
                refund.amount().getCurrencyUnit().getCode(), refund.amount().getAmountMinorLong(),
                refund.before().getAmountMinorLong(), refund.state().name(), remark.at().toEpochMilli());
        keep(refund.donation(), remark, 0);
        return refund;
    }

    /** Returns how many refunds that was about. */
    int end(String key, BegunRefund.State state) throws SQLException {
        return queries.update("UPDATE refund SET state = ? WHERE key = ? AND state = 'OPEN'", state.name(), key);
    }

    private void keep(UUID id, Remark remark, long entry) throws SQLException {
        queries.update("INSERT INTO remark (donation, entry, at, author, kind, words) VALUES (?, ?, ?, ?, ?, ?)",
                UuidBytes.of(id), entry == 0 ? null : entry, remark.at().toEpochMilli(), remark.author(),
                remark.kind().name(), remark.words());
    }

    static List<Remark> remarks(Queries queries, UUID id) throws SQLException {
        return queries.all(row -> new Remark(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3),
                Remark.Kind.valueOf(row.getString(4)), row.getString(5)),
                "SELECT entry, at, author, kind, words FROM remark WHERE donation = ? ORDER BY number", UuidBytes.of(id));
    }

    static Optional<BegunRefund> refund(Queries queries, String key) throws SQLException {
        return queries.all(Office::refund, REFUND + "WHERE key = ?", key).stream().findFirst();
    }

    static Optional<BegunRefund> openRefund(Queries queries, UUID donation) throws SQLException {
        return queries.all(Office::refund, REFUND + "WHERE donation = ? AND state = 'OPEN'", UuidBytes.of(donation))
                .stream().findFirst();
    }

    private static BegunRefund refund(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(3));
        return new BegunRefund(row.getString(1), UuidBytes.uuid(row.getBytes(2)), Money.ofMinor(currency, row.getLong(4)),
                Money.ofMinor(currency, row.getLong(5)), BegunRefund.State.valueOf(row.getString(6)));
    }
}
