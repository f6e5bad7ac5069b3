package org.groundswell.donations.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Turns rows into records. */
final class Rows {
    static final String DONATION_COLUMNS = "d.id, d.key, d.campaign, d.currency, d.amount, d.name, d.email, d.message,"
            + " d.anonymous, d.address, d.language, d.monthly, d.renews, d.pledged_at, d.rehearsal, d.state, d.provider,"
            + " d.payment_id, d.checkout, d.subscription, d.settled, d.refunded, d.fee, d.fee_currency, d.changed_at,"
            + " d.version";
    static final String ENTRY_COLUMNS = "e.sequence, e.writer, e.donation, e.campaign, e.currency, e.state, e.raised,"
            + " e.donations, e.cause, e.at, e.rehearsal";

    private Rows() {
    }

    static Donation donation(ResultSet row) throws SQLException {
        CurrencyUnit currency = CurrencyUnit.of(row.getString("currency"));
        int rehearsal = row.getInt("rehearsal");
        var donor = new Donor(row.getString("name"), row.getString("email"), row.getString("message"),
                row.getBoolean("anonymous"), row.getString("address"));
        var pledge = new Pledge(row.getObject("id", UUID.class), row.getString("key"), row.getString("campaign"),
                Money.ofMinor(currency, row.getLong("amount")), donor, row.getString("language"),
                row.getBoolean("monthly"), row.getObject("renews", UUID.class),
                Instant.ofEpochMilli(row.getLong("pledged_at")), rehearsal > 0);
        String provider = row.getString("provider");
        var payment = provider == null ? null : new Donation.Payment(provider, row.getString("payment_id"),
                row.getString("checkout"), row.getString("subscription"));
        return new Donation(pledge, DonationState.valueOf(row.getString("state")), payment,
                Money.ofMinor(currency, row.getLong("settled")), Money.ofMinor(currency, row.getLong("refunded")),
                fee(row, currency), Instant.ofEpochMilli(row.getLong("changed_at")), row.getLong("version"), rehearsal);
    }

    private static Money fee(ResultSet row, CurrencyUnit otherwise) throws SQLException {
        long fee = row.getLong("fee");
        if (row.wasNull()) {
            return null;
        }
        String own = row.getString("fee_currency");
        return Money.ofMinor(own == null ? otherwise : CurrencyUnit.of(own), fee);
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong("sequence"), row.getObject("donation", UUID.class), row.getString("campaign"),
                DonationState.valueOf(row.getString("state")),
                Money.ofMinor(CurrencyUnit.of(row.getString("currency")), row.getLong("raised")),
                row.getInt("donations"), Cause.of(row.getString("cause")), Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("rehearsal"));
    }

    /** With who has written it. */
    static Placed placed(ResultSet row) throws SQLException {
        return new Placed(row.getInt("writer"), entry(row));
    }
}
