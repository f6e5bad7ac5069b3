package org.groundswell.donations.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.shared.ids.UuidBytes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Turns rows into records. */
final class Rows {
    static final String DONATION_COLUMNS = "d.id, d.key, d.campaign, d.currency, d.amount, d.name, d.email, d.message,"
            + " d.anonymous, d.language, d.pledged_at, d.state, d.provider, d.payment_id, d.checkout, d.settled,"
            + " d.refunded, d.changed_at,"
            + " d.fee, d.monthly, d.renews, d.subscription,"
            + " (SELECT max(e.sequence) FROM entry e WHERE e.donation = d.id), d.fee_currency, d.rehearsal,"
            + " d.address";
    static final String ENTRY_COLUMNS = "sequence, donation, campaign, currency, state, raised, donations, cause, at,"
            + " rehearsal";

    private Rows() {
    }

    static Donation donation(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString(4));
        var donor = new Donor(row.getString(6), row.getString(7), row.getString(8), row.getBoolean(9),
                row.getString(26));
        var pledge = new Pledge(UuidBytes.uuid(row.getBytes(1)), row.getString(2), row.getString(3),
                Money.ofMinor(currency, row.getLong(5)), donor, row.getString(10), row.getBoolean(20),
                row.getBytes(21) == null ? null : UuidBytes.uuid(row.getBytes(21)), Instant.ofEpochMilli(row.getLong(11)),
                row.getInt(25) > 0);
        String provider = row.getString(13);
        var payment = provider == null ? null
                : new Donation.Payment(provider, row.getString(14), row.getString(15), row.getString(22));
        return new Donation(pledge, DonationState.valueOf(row.getString(12)), payment,
                Money.ofMinor(currency, row.getLong(16)), Money.ofMinor(currency, row.getLong(17)),
                row.getObject(19) == null ? null : Money.ofMinor(feeCurrency(row, currency), row.getLong(19)),
                Instant.ofEpochMilli(row.getLong(18)), row.getLong(23), row.getInt(25));
    }

    private static CurrencyUnit feeCurrency(ResultSet row, CurrencyUnit otherwise) throws SQLException {
        String own = row.getString(24);
        return own == null ? otherwise : CurrencyUnit.of(own);
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), UuidBytes.uuid(row.getBytes(2)), row.getString(3),
                DonationState.valueOf(row.getString(5)),
                Money.ofMinor(CurrencyUnit.of(row.getString(4)), row.getLong(6)), row.getInt(7),
                Cause.of(row.getString(8)), Instant.ofEpochMilli(row.getLong(9)), row.getInt(10));
    }
}
