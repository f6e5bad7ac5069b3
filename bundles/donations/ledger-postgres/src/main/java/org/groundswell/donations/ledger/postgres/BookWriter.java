package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.ledger.shared.ShownTotals;
import org.joda.money.Money;

/**
 * Writes what a group has decided, in one statement, and with it that this session has written once more. Where anything
 * is not as the group had read it, the statement fails as a whole.
 */
final class BookWriter {
    private static final String ADDED = "uuid text text text int8 text text text bool text text bool uuid int8 int4 text"
            + " text text text text int8 int8 int8 text int8 int8 int8";
    private static final String CHANGED = "uuid int8 text text text bool text text text text text text int8 int8 int8"
            + " text int8 int8 bool";
    private static final String OPENED = "text text uuid";
    private static final String LINES = "int8 int4 uuid text text text int8 int4 text text text int8 int4";
    private static final String SUMS = "text text int4 int4 int8 int8 int8";

    private static final String SQL = "WITH lease AS (" + Session.WRITTEN + " RETURNING 1),"
            + " added AS (INSERT INTO donation (id, key, campaign, currency, amount, name, email, message, anonymous,"
            + " address, language, monthly, renews, pledged_at, rehearsal, state, provider, payment_id, checkout,"
            + " subscription, settled, refunded, fee, fee_currency, changed_at, version, receipt_due)"
            + " SELECT * FROM " + RowSet.unnest(ADDED) + " ON CONFLICT DO NOTHING RETURNING 1),"
            + " changed AS (UPDATE donation d SET name = n.name, email = n.email, message = n.message,"
            + " anonymous = n.anonymous, address = n.address, state = n.state, provider = n.provider,"
            + " payment_id = n.payment_id, checkout = n.checkout, subscription = n.subscription, settled = n.settled,"
            + " refunded = n.refunded, fee = n.fee, fee_currency = n.fee_currency, changed_at = n.changed_at,"
            + " version = n.version,"
            + " receipt_due = CASE WHEN n.email = '' THEN NULL WHEN d.receipt_sent IS NOT NULL THEN d.receipt_due"
            + " WHEN n.counts THEN coalesce(d.receipt_due, n.changed_at) END"
            + " FROM " + RowSet.unnest(CHANGED) + " AS n (id, basis, name, email, message, anonymous, address, state,"
            + " provider, payment_id, checkout, subscription, settled, refunded, fee, fee_currency, changed_at, version,"
            + " counts) WHERE d.id = n.id AND d.version = n.basis RETURNING 1),"
            + " opened AS (INSERT INTO payment (provider, payment_id, donation) SELECT * FROM " + RowSet.unnest(OPENED)
            + " ON CONFLICT DO NOTHING),"
            + " lines AS (INSERT INTO entry (sequence, writer, donation, campaign, currency, state, raised, donations,"
            + " cause, provider, event_id, at, rehearsal) SELECT * FROM " + RowSet.unnest(LINES) + "),"
            + " sums AS (INSERT INTO writer_total AS t (campaign, currency, rehearsal, writer, raised, donations, updated)"
            + " SELECT * FROM " + RowSet.unnest(SUMS) + " ON CONFLICT (campaign, currency, rehearsal, writer) DO UPDATE"
            + " SET raised = t.raised + excluded.raised, donations = t.donations + excluded.donations,"
            + " updated = excluded.updated),"
            + " real AS (INSERT INTO rehearsal (number, began) SELECT 0, r.at FROM unnest(?::int8[]) AS r (at)"
            + " ON CONFLICT DO NOTHING)"
            + " SELECT " + Session.REQUIRE_LEASE + ", require((SELECT count(*) FROM added) = ?"
            + " AND (SELECT count(*) FROM changed) = ?, '" + Fault.MOVED_CODE + "', 'a donation has moved meanwhile')";

    private BookWriter() {
    }

    /**
     * The statement with all that it writes: nothing is sent yet.
     *
     * @param lease puts the session's own parameters, which come first, and returns the index after them
     */
    static PreparedStatement prepare(Connection connection, Book book, int writer, Lease lease) throws SQLException {
        RowSet added = added(book);
        RowSet changed = changed(book);
        PreparedStatement statement = connection.prepareStatement(SQL);
        try {
            int next = added.bind(statement, lease.bind(statement));
            next = changed.bind(statement, next);
            next = opened(book).bind(statement, next);
            next = lines(book, writer).bind(statement, next);
            next = sums(book, writer).bind(statement, next);
            statement.setArray(next, connection.createArrayOf("int8",
                    book.becomesReal().map(at -> new Object[] {at.toEpochMilli()}).orElse(new Object[0])));
            statement.setInt(next + 1, added.size());
            statement.setInt(next + 2, changed.size());
            return statement;
        } catch (SQLException | RuntimeException | Error e) {
            statement.close();
            throw e;
        }
    }

    /** Puts the parameters that say whose commit this is. */
    @FunctionalInterface
    interface Lease {
        int bind(PreparedStatement statement) throws SQLException;
    }

    private static RowSet added(Book book) {
        var rows = new RowSet(ADDED);
        for (Donation each : book.added()) {
            Pledge pledge = each.pledge();
            Donation.Payment payment = each.payment();
            boolean owed = each.counted().isPositive() && !pledge.donor().email().isEmpty();
            rows.add(pledge.id(), pledge.key(), pledge.campaign(), pledge.amount().getCurrencyUnit().getCode(),
                    pledge.amount().getAmountMinorLong(), pledge.donor().name(), pledge.donor().email(),
                    pledge.donor().message(), pledge.donor().anonymous(), pledge.donor().address(), pledge.language(),
                    pledge.monthly(), pledge.renews(), pledge.at().toEpochMilli(), each.rehearsal(), each.state().name(),
                    payment == null ? null : payment.provider(), payment == null ? null : payment.paymentId(),
                    payment == null ? null : payment.checkout(), payment == null ? null : payment.subscription(),
                    each.settled().getAmountMinorLong(), each.refunded().getAmountMinorLong(), fee(each),
                    feeCurrency(each), each.changed().toEpochMilli(), each.version(),
                    owed ? each.changed().toEpochMilli() : null);
        }
        rows.sortByFirst();
        return rows;
    }

    private static RowSet changed(Book book) {
        var rows = new RowSet(CHANGED);
        for (Map.Entry<UUID, Long> change : book.changed().entrySet()) {
            Donation each = book.now(change.getKey());
            var donor = each.pledge().donor();
            Donation.Payment payment = each.payment();
            rows.add(change.getKey(), change.getValue(), donor.name(), donor.email(), donor.message(), donor.anonymous(),
                    donor.address(), each.state().name(), payment == null ? null : payment.provider(),
                    payment == null ? null : payment.paymentId(), payment == null ? null : payment.checkout(),
                    payment == null ? null : payment.subscription(), each.settled().getAmountMinorLong(),
                    each.refunded().getAmountMinorLong(), fee(each), feeCurrency(each), each.changed().toEpochMilli(),
                    each.version(), each.counted().isPositive());
        }
        rows.sortByFirst();
        return rows;
    }

    private static RowSet opened(Book book) {
        var rows = new RowSet(OPENED);
        book.opened().forEach(each -> rows.add(each.payment().provider(), each.payment().paymentId(), each.donation()));
        rows.sortByFirst();
        return rows;
    }

    private static RowSet lines(Book book, int writer) {
        var rows = new RowSet(LINES);
        for (Book.Line line : book.lines()) {
            Entry each = line.entry();
            rows.add(each.sequence(), writer, each.donation(), each.campaign(), each.raised().getCurrencyUnit().getCode(),
                    each.state().name(), each.raised().getAmountMinorLong(), each.donations(), each.cause().word(),
                    line.provider(), line.eventId(), each.at().toEpochMilli(), each.rehearsal());
        }
        return rows;
    }

    /** One row for each sum: a statement may change a row only once. */
    private static RowSet sums(Book book, int writer) {
        record Sum(String campaign, String currency, int rehearsal) {
        }
        var sums = new LinkedHashMap<Sum, Totals>();
        book.lines().stream().map(Book.Line::entry).filter(ShownTotals::counts).forEach(each -> sums.merge(
                new Sum(each.campaign(), each.raised().getCurrencyUnit().getCode(), each.rehearsal()),
                new Totals(each.campaign(), each.raised(), each.donations(), each.at(), each.rehearsal()), ShownTotals::sum));
        var rows = new RowSet(SUMS);
        sums.forEach((sum, each) -> rows.add(sum.campaign(), sum.currency(), sum.rehearsal(), writer,
                each.raised().getAmountMinorLong(), each.donations(), each.updated().toEpochMilli()));
        return rows;
    }

    private static Long fee(Donation donation) {
        return donation.fee() == null ? null : donation.fee().getAmountMinorLong();
    }

    private static String feeCurrency(Donation donation) {
        Money fee = donation.fee();
        boolean own = fee != null && !fee.getCurrencyUnit().equals(donation.pledge().amount().getCurrencyUnit());
        return own ? fee.getCurrencyUnit().getCode() : null;
    }
}
