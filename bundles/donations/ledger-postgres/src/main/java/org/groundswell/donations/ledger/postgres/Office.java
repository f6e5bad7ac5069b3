package org.groundswell.donations.ledger.postgres;

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
import org.groundswell.donations.ledger.postgres.Command.Step;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What people of the charity do with gifts, inside the transaction of an errand. */
final class Office {
    private static final Donor NOBODY = new Donor("", "", "", true);
    private static final String REFUND = "SELECT key, donation, currency, amount, gone_before, state FROM refund ";

    private final Desk desk;

    Office(Desk desk) {
        this.desk = desk;
    }

    PledgeOutcome enter(Pledge pledge, Way way, Remark remark) throws SQLException {
        PledgeOutcome outcome = desk.take(new Step<>(needs -> needs.pledge(pledge),
                book -> book.pledge(pledge, Cause.ENTERED)));
        if (!(outcome instanceof PledgeOutcome.Recorded)) {
            return outcome;
        }
        UUID id = pledge.id();
        var change = Change.to(id, DonationState.PAID, Cause.ENTERED, pledge.at())
                .withPayment(new Donation.Payment(way.provider(), id.toString(), null));
        if (!(desk.take(new Step<>(needs -> needs.change(change), book -> book.change(change)))
                instanceof ChangeOutcome.Applied paid)) {
            throw new IllegalStateException("a gift that was just pledged cannot be paid: " + id);
        }
        keep(id, remark, paid.entry().sequence());
        return new PledgeOutcome.Recorded(paid.donation());
    }

    ChangeOutcome correct(UUID id, Donor donor, long basis, Remark remark) throws SQLException {
        ChangeOutcome outcome = desk.take(new Step<>(needs -> needs.donation(id), book -> {
            Optional<Donation> found = book.find(id);
            if (found.isEmpty()) {
                return new ChangeOutcome.Unknown();
            }
            Donation before = found.get();
            if (before.version() != basis) {
                return new ChangeOutcome.Stale(before);
            }
            return before.pledge().donor().equals(donor) ? new ChangeOutcome.Ignored(before)
                    : book.amend(before, donor, Cause.CORRECTION, remark.at());
        }));
        if (outcome instanceof ChangeOutcome.Applied applied) {
            keep(id, remark, applied.entry().sequence());
        }
        return outcome;
    }

    /** @param basis the version that it may have; empty for any */
    ChangeOutcome erase(UUID id, OptionalLong basis, String author, Instant at) throws SQLException {
        boolean words = remarks(desk.queries(), id).stream().anyMatch(each -> !each.words().isEmpty());
        ChangeOutcome outcome = desk.take(new Step<>(needs -> needs.donation(id), book -> {
            Optional<Donation> found = book.find(id);
            if (found.isEmpty()) {
                return new ChangeOutcome.Unknown();
            }
            if (basis.isPresent() && found.get().version() != basis.getAsLong()) {
                return new ChangeOutcome.Stale(found.get());
            }
            boolean forgotten = found.get().pledge().donor().equals(NOBODY) && !words;
            return forgotten ? new ChangeOutcome.Ignored(found.get()) : book.amend(found.get(), NOBODY, Cause.ERASURE, at);
        }));
        if (outcome instanceof ChangeOutcome.Applied applied) {
            desk.queries().update("UPDATE remark SET words = '' WHERE donation = ?", id);
            keep(id, new Remark(at, author, Remark.Kind.ERASED, ""), applied.entry().sequence());
        }
        return outcome;
    }

    boolean remark(UUID id, Remark remark) throws SQLException {
        boolean known = isKnown(id);
        if (known) {
            keep(id, remark, remark.entry());
        }
        return known;
    }

    /** Refunds of one gift begin one after the other, on whichever node. */
    BegunRefund begin(BegunRefund refund, Remark remark) throws SQLException {
        if (!isKnown(refund.donation())) {
            throw new IllegalArgumentException("there is no donation " + refund.donation());
        }
        Optional<BegunRefund> there = refund(desk.queries(), refund.key());
        there = there.isPresent() ? there : openRefund(desk.queries(), refund.donation());
        if (there.isPresent()) {
            return there.get();
        }
        desk.queries().update("INSERT INTO refund (key, donation, currency, amount, gone_before, state, at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)", refund.key(), refund.donation(),
                refund.amount().getCurrencyUnit().getCode(), refund.amount().getAmountMinorLong(),
                refund.before().getAmountMinorLong(), refund.state().name(), remark.at().toEpochMilli());
        keep(refund.donation(), remark, 0);
        return refund;
    }

    /** Returns how many refunds that was about. */
    int end(String key, BegunRefund.State state) throws SQLException {
        return desk.queries().update("UPDATE refund SET state = ? WHERE key = ? AND state = 'OPEN'", state.name(), key);
    }

    /** Returns how many rehearsals began. */
    int endRehearsal(Instant at) throws SQLException {
        desk.restate();
        return desk.queries().update("INSERT INTO rehearsal (number, began) SELECT max(number) + 1, ? FROM rehearsal",
                at.toEpochMilli());
    }

    /** Returns whether that is news, as a number. */
    int takeRealMoney(Instant at) throws SQLException {
        desk.restate();
        return desk.queries().update("INSERT INTO rehearsal (number, began) VALUES (0, ?) ON CONFLICT DO NOTHING",
                at.toEpochMilli());
    }

    private boolean isKnown(UUID id) throws SQLException {
        return !desk.queries().all(row -> row.getLong(1), "SELECT version FROM donation WHERE id = ? FOR UPDATE", id)
                .isEmpty();
    }

    private void keep(UUID id, Remark remark, long entry) throws SQLException {
        desk.queries().update("INSERT INTO remark (donation, entry, at, author, kind, words)"
                + " VALUES (?, nullif(?, 0), ?, ?, ?, ?)", id, entry, remark.at().toEpochMilli(), remark.author(),
                remark.kind().name(), remark.words());
    }

    static List<Remark> remarks(Queries queries, UUID id) throws SQLException {
        return queries.all(row -> new Remark(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3),
                Remark.Kind.valueOf(row.getString(4)), row.getString(5)),
                "SELECT entry, at, author, kind, words FROM remark WHERE donation = ? ORDER BY number", id);
    }

    static Optional<BegunRefund> refund(Queries queries, String key) throws SQLException {
        return queries.all(Office::refund, REFUND + "WHERE key = ?", key).stream().findFirst();
    }

    static Optional<BegunRefund> openRefund(Queries queries, UUID donation) throws SQLException {
        return queries.all(Office::refund, REFUND + "WHERE donation = ? AND state = 'OPEN'", donation).stream()
                .findFirst();
    }

    private static BegunRefund refund(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(3));
        return new BegunRefund(row.getString(1), row.getObject(2, UUID.class), Money.ofMinor(currency, row.getLong(4)),
                Money.ofMinor(currency, row.getLong(5)), BegunRefund.State.valueOf(row.getString(6)));
    }
}
