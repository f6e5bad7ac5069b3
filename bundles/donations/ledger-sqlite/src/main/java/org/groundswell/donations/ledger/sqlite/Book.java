package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.joda.money.Money;

/** Decides what is news and writes it, inside a transaction of the writer. */
final class Book {
    private final Queries queries;
    private final Receipts receipts;

    Book(Queries queries) {
        this.queries = queries;
        this.receipts = new Receipts(queries);
    }

    Receipts receipts() {
        return receipts;
    }

    PledgeOutcome pledge(Pledge pledge) throws SQLException {
        Optional<Donation> earlier = queries.byKey(pledge.key());
        if (earlier.isPresent()) {
            return earlier.get().pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(earlier.get())
                    : new PledgeOutcome.ForeignKey();
        }
        var donor = pledge.donor();
        queries.update("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message, anonymous,"
                + " language, monthly, renews, pledged_at, state, changed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLEDGED', ?)",
                Rows.bytes(pledge.id()), pledge.key(), pledge.campaign(), pledge.amount().getCurrencyUnit().getCode(),
                pledge.amount().getAmountMinorLong(), donor.name(), donor.email(), donor.message(),
                donor.anonymous(), pledge.language(), pledge.monthly(),
                pledge.renews() == null ? null : Rows.bytes(pledge.renews()), pledge.at().toEpochMilli(),
                pledge.at().toEpochMilli());
        Donation donation = queries.donation(pledge.id()).orElseThrow();
        Entry entry = append(donation, nothing(donation), 0, "form", null, null);
        return new PledgeOutcome.Recorded(donation.at(entry.sequence()));
    }

    ChangeOutcome change(Change change) throws SQLException {
        Optional<Donation> found = queries.donation(change.donation());
        if (found.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        Donation before = found.get();
        if (change.basis() != Change.UNSEEN && change.basis() != before.version()) {
            return new ChangeOutcome.Stale(before);
        }
        String provider = change.payment() == null ? null : change.payment().provider();
        boolean known = change.eventId() != null && queries.knowsEvent(provider, change.eventId());
        Donation after = after(before, change);
        if (change.basis() == Change.UNSEEN ? known || !isNews(before, change) : !differs(before, after)) {
            return new ChangeOutcome.Ignored(before);
        }
        store(after);
        Money raised = after.counted().minus(before.counted());
        int donations = Boolean.compare(after.counted().isPositive(), before.counted().isPositive());
        Entry entry = append(after, raised, donations, change.cause(), provider, known ? null : change.eventId());
        if (!raised.isZero() || donations != 0) {
            addToTotal(entry);
            receipts.follow(after);
        }
        return new ChangeOutcome.Applied(after.at(entry.sequence()), entry);
    }

    /** For what the gateway says now: news is whatever is not in the book yet. */
    private static boolean differs(Donation before, Donation after) {
        boolean figures = !before.settled().equals(after.settled()) || !before.refunded().equals(after.refunded())
                || !Objects.equals(before.fee(), after.fee());
        return before.state() == after.state() ? figures : before.state().mayBecome(after.state());
    }

    private static boolean isNews(Donation before, Change change) {
        if (!before.state().mayBecome(change.next())) {
            return false;
        }
        return switch (before.state()) {
            // Reports may come late and twice: only a larger refund is another refund.
            case REFUNDED -> change.next() == DonationState.DISPUTED || change.next() == DonationState.REFUNDED
                    && change.refunded() != null && change.refunded().isGreaterThan(before.refunded());
            // Only what the gateway said after the dispute can end it.
            case DISPUTED -> change.at().isAfter(before.changed());
            default -> true;
        };
    }

    private static Donation after(Donation before, Change change) {
        Money settled = change.settled() == null ? before.settled() : change.settled();
        if (change.next() == DonationState.PAID && change.settled() == null && settled.isZero()) {
            settled = before.pledge().amount();
        }
        Money refunded = change.refunded() == null ? before.refunded() : change.refunded();
        var payment = change.payment() == null ? before.payment() : change.payment();
        return new Donation(before.pledge(), change.next(), payment, settled, refunded,
                change.fee() == null ? before.fee() : change.fee(), change.at().truncatedTo(ChronoUnit.MILLIS),
                before.version());
    }

    private void store(Donation donation) throws SQLException {
        byte[] id = Rows.bytes(donation.pledge().id());
        var payment = donation.payment();
        queries.update("UPDATE donation SET state = ?, provider = ?, payment_id = ?, checkout = ?, settled = ?,"
                + " refunded = ?, fee = ?, subscription = ?, changed_at = ? WHERE id = ?", donation.state().name(),
                payment == null ? null : payment.provider(), payment == null ? null : payment.paymentId(),
                payment == null ? null : payment.checkout(), donation.settled().getAmountMinorLong(),
                donation.refunded().getAmountMinorLong(),
                donation.fee() == null ? null : donation.fee().getAmountMinorLong(),
                payment == null ? null : payment.subscription(), donation.changed().toEpochMilli(), id);
        if (payment != null) {
            queries.update("INSERT INTO payment (provider, payment_id, donation) VALUES (?, ?, ?)"
                    + " ON CONFLICT (provider, payment_id) DO NOTHING", payment.provider(), payment.paymentId(), id);
        }
    }

    private Entry append(Donation donation, Money raised, int donations, String cause, String provider,
            String eventId) throws SQLException {
        Pledge pledge = donation.pledge();
        long sequence = queries.all(row -> row.getLong(1),
                "INSERT INTO entry (donation, campaign, currency, state, raised, donations, cause, provider, event_id,"
                + " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence", Rows.bytes(pledge.id()),
                pledge.campaign(), raised.getCurrencyUnit().getCode(), donation.state().name(),
                raised.getAmountMinorLong(), donations, cause, provider, eventId,
                donation.changed().toEpochMilli()).getFirst();
        return new Entry(sequence, pledge.id(), pledge.campaign(), donation.state(), raised, donations, cause,
                donation.changed());
    }

    private void addToTotal(Entry entry) throws SQLException {
        queries.update("INSERT INTO total (campaign, currency, raised, donations, updated) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (campaign, currency) DO UPDATE SET raised = raised + excluded.raised,"
                + " donations = donations + excluded.donations, updated = excluded.updated", entry.campaign(),
                entry.raised().getCurrencyUnit().getCode(), entry.raised().getAmountMinorLong(), entry.donations(),
                entry.at().toEpochMilli());
    }

    private static Money nothing(Donation donation) {
        return Money.zero(donation.pledge().amount().getCurrencyUnit());
    }
}
