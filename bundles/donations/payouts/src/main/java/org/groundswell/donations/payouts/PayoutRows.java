package org.groundswell.donations.payouts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.UUID;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What stands in a row of the file. */
final class PayoutRows {
    static final String PAYOUT = "SELECT p.n, p.provider, p.id, p.state, p.currency, p.amount, p.begun, p.arrives,"
            + " p.reference, p.read, (SELECT count(*) FROM line WHERE payout = p.n AND kind <> 'MISSING'),"
            + " (SELECT count(*) FROM line WHERE payout = p.n AND verdict <> 'EXPLAINED'),"
            + " (SELECT coalesce(sum(amount - fee), 0) FROM line WHERE payout = p.n AND verdict = 'EXPLAINED')"
            + " FROM payout p ";
    static final String LINE = "SELECT l.n, l.provider, p.id, l.id, l.kind, l.currency, l.amount, l.fee, l.given_in,"
            + " l.given, l.about, l.donation, l.campaign, l.test, l.word, l.at, l.verdict"
            + " FROM line l JOIN payout p ON p.n = l.payout ";
    private static final String SUM_OF = "coalesce(sum(CASE WHEN %s THEN %s ELSE 0 END), 0)";
    /** By campaign and currency. */
    static final String SUMS = "SELECT l.campaign, l.currency, " + sum("kind = 'GIFT'", "l.amount") + ", "
            + sum("kind = 'REFUND'", "l.amount") + ", " + sum("kind = 'DISPUTE'", "l.amount") + ", "
            + sum("1", "CASE WHEN kind = 'FEE' THEN l.amount ELSE 0 END - l.fee") + ", "
            + sum("kind IN ('RETURNED', 'CORRECTION', 'MISSING')", "l.amount") + ", "
            + sum("verdict <> 'EXPLAINED'", "l.amount - l.fee")
            + " FROM line l JOIN payout p ON p.n = l.payout WHERE p.day >= ? AND p.day < ?"
            + " GROUP BY l.campaign, l.currency ORDER BY l.campaign, l.currency LIMIT 1000";

    private PayoutRows() {
    }

    /** As the column {@code day} has it. */
    static String first(YearMonth month) {
        return month.atDay(1).toString();
    }

    static int bounded(int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit " + limit + " is not within 1 to 1000");
        }
        return limit;
    }

    private static String sum(String when, String what) {
        return String.format(Locale.ROOT, SUM_OF, when, what);
    }

    static KeptPayout payout(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(5));
        String arrives = row.getString(8);
        return new KeptPayout(row.getString(2), row.getString(3), KeptPayout.State.valueOf(row.getString(4)),
                Money.ofMinor(currency, row.getLong(6)), Instant.ofEpochMilli(row.getLong(7)),
                arrives == null ? null : LocalDate.parse(arrives), row.getString(9),
                Money.ofMinor(currency, row.getLong(13)), row.getInt(11), row.getInt(12), row.getLong(10) > 0);
    }

    static KeptLine line(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(6));
        String donation = row.getString(12);
        return new KeptLine(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
                KeptLine.Kind.valueOf(row.getString(5)), Money.ofMinor(currency, row.getLong(7)),
                Money.ofMinor(currency, row.getLong(8)),
                Money.ofMinor(CurrencyUnit.of(row.getString(9)), row.getLong(10)), row.getString(11),
                donation == null ? null : UUID.fromString(donation), row.getString(13), row.getBoolean(14),
                row.getString(15), Instant.ofEpochMilli(row.getLong(16)),
                KeptLine.Verdict.valueOf(row.getString(17)));
    }

    static PayoutSum sum(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(2));
        return new PayoutSum(row.getString(1), Money.ofMinor(currency, row.getLong(3)),
                Money.ofMinor(currency, row.getLong(4)), Money.ofMinor(currency, row.getLong(5)),
                Money.ofMinor(currency, row.getLong(6)), Money.ofMinor(currency, row.getLong(7)),
                Money.ofMinor(currency, row.getLong(8)));
    }
}
