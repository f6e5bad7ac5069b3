package org.groundswell.donations.ledger.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Turns rows with sums into records; their columns stand in the order of the records' parts, the currency behind the campaign. */
public final class SummedRows {

    private SummedRows() {
    }

    public static Recount recount(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(2));
        return new Recount(row.getString(1), Money.ofMinor(currency, row.getLong(3)),
                Money.ofMinor(currency, row.getLong(4)), Money.ofMinor(currency, row.getLong(5)), row.getLong(6),
                row.getLong(7), row.getLong(8), row.getInt(9));
    }

    public static Totals totals(ResultSet row) throws SQLException {
        return new Totals(row.getString(1), Money.ofMinor(CurrencyUnit.of(row.getString(2)), row.getLong(3)),
                row.getLong(4), Instant.ofEpochMilli(row.getLong(5)), row.getInt(6));
    }
}
