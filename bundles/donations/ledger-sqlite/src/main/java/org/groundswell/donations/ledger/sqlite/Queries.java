package org.groundswell.donations.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.ledger.shared.SummedRows;
import org.groundswell.shared.ids.UuidBytes;

/** The questions one connection can answer. Statements are prepared once. Not thread-safe, like the connection. */
final class Queries implements AutoCloseable {
    private static final String SELECT_DONATION = "SELECT " + Rows.DONATION_COLUMNS + " FROM donation d ";
    /** Whose totals visitors see. */
    private static final String SHOWN = "SELECT CASE min(number) WHEN 0 THEN 0 ELSE max(number) END FROM rehearsal";

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Queries(Connection connection) {
        this.connection = connection;
    }

    Optional<Donation> donation(UUID id) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION + "WHERE d.id = ?", UuidBytes.of(id)));
    }

    Optional<Donation> byKey(String key) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION + "WHERE d.key = ?", key));
    }

    Optional<Donation> byPayment(String provider, String paymentId) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION
                + "JOIN payment p ON p.donation = d.id WHERE p.provider = ? AND p.payment_id = ?", provider, paymentId));
    }

    List<Entry> entries(UUID donation) throws SQLException {
        return all(Rows::entry, "SELECT " + Rows.ENTRY_COLUMNS + " FROM entry WHERE donation = ? ORDER BY sequence",
                UuidBytes.of(donation));
    }

    /** The entries after this position, all committed: there is one writer, so no later commit comes in between. */
    EntryPage entriesAfter(String text, int limit) throws SQLException {
        Position position = Position.parse(text);
        if (!position.text().isEmpty() && !positions("WHERE sequence = ?", position.sequence()).contains(position)) {
            throw new UnknownPositionException("the ledger has no such entry as position " + text + " says: an older copy"
                    + " of it was put back, or the position is of another ledger");
        }
        List<Entry> found = all(Rows::entry, "SELECT " + Rows.ENTRY_COLUMNS + " FROM entry WHERE sequence > ?"
                + " ORDER BY sequence LIMIT ?", position.sequence(), limit);
        return new EntryPage(found, found.isEmpty() ? text : Position.after(found.getLast()).text());
    }

    /** The position after the last entry. */
    String position() throws SQLException {
        List<Position> last = positions("ORDER BY sequence DESC LIMIT 1");
        return last.isEmpty() ? Ledger.BEGINNING : last.getFirst().text();
    }

    private List<Position> positions(String which, Object... values) throws SQLException {
        return all(row -> Position.after(row.getLong(1), UuidBytes.uuid(row.getBytes(2))),
                "SELECT sequence, donation FROM entry " + which, values);
    }

    Shown shown() throws SQLException {
        int rehearsal = all(row -> row.getInt(1), SHOWN).getFirst();
        List<Totals> totals = all(SummedRows::totals, "SELECT campaign, currency, raised, donations, updated, rehearsal"
                + " FROM total WHERE rehearsal = ?", rehearsal);
        return new Shown(rehearsal, totals);
    }

    /** The one that is on. */
    int lastRehearsal() throws SQLException {
        return all(row -> row.getInt(1), "SELECT max(number) FROM rehearsal").getFirst();
    }

    /**
     * The three sums of each campaign and rehearsal, in one statement and so at one moment; 0 where one of the three has
     * nothing.
     */
    List<Recount> recount() throws SQLException {
        return all(SummedRows::recount, "WITH e AS MATERIALIZED (SELECT campaign, currency, rehearsal,"
                + " sum(raised) AS raised, sum(donations) AS n FROM entry GROUP BY campaign, currency, rehearsal),"
                + " d AS MATERIALIZED (SELECT campaign, currency, rehearsal,"
                + " sum(CASE state WHEN 'DISPUTED' THEN 0 ELSE settled - refunded END) AS raised,"
                + " sum(state <> 'DISPUTED' AND settled > refunded) AS n FROM donation"
                + " GROUP BY campaign, currency, rehearsal),"
                + " k AS (SELECT campaign, currency, rehearsal FROM e UNION SELECT campaign, currency, rehearsal FROM d"
                + " UNION SELECT campaign, currency, rehearsal FROM total)"
                + " SELECT k.campaign, k.currency, coalesce(t.raised, 0), coalesce(e.raised, 0), coalesce(d.raised, 0),"
                + " coalesce(t.donations, 0), coalesce(e.n, 0), coalesce(d.n, 0), k.rehearsal FROM k"
                + " LEFT JOIN e USING (campaign, currency, rehearsal) LEFT JOIN d USING (campaign, currency, rehearsal)"
                + " LEFT JOIN total t USING (campaign, currency, rehearsal)"
                + " ORDER BY k.campaign, k.currency, k.rehearsal");
    }

    List<Donation> latest(String campaign, int limit) throws SQLException {
        // A won dispute makes a donation count a second time; it is still one donation, where it counted last.
        return all(Rows::donation, SELECT_DONATION + "JOIN entry e ON e.donation = d.id WHERE e.campaign = ?"
                + " AND e.rehearsal = (" + SHOWN + ") AND e.donations = 1 AND d.settled > d.refunded AND d.state <> 'DISPUTED'"
                + " AND NOT EXISTS (SELECT 1 FROM entry later WHERE later.donation = e.donation"
                + " AND later.sequence > e.sequence AND later.donations = 1)"
                + " ORDER BY e.sequence DESC LIMIT ?", campaign, limit);
    }

    List<Donation> open(UUID after, int limit) throws SQLException {
        return all(Rows::donation, SELECT_DONATION + "WHERE d.state IN ('PLEDGED', 'PENDING') AND d.id > ?"
                + " ORDER BY d.id LIMIT ?", after == null ? new byte[0] : UuidBytes.of(after), limit);
    }

    List<Donation> newest(UUID before, int limit) throws SQLException {
        return before == null ? all(Rows::donation, SELECT_DONATION + "ORDER BY d.id DESC LIMIT ?", limit)
                : all(Rows::donation, SELECT_DONATION + "WHERE d.id < ? ORDER BY d.id DESC LIMIT ?",
                        UuidBytes.of(before), limit);
    }

    /** The sequence of the last entry; 0 before the first. */
    long lastSequence() throws SQLException {
        return all(row -> row.getLong(1), "SELECT coalesce(max(sequence), 0) FROM entry").getFirst();
    }

    boolean knowsEvent(String provider, String eventId) throws SQLException {
        return !all(row -> row.getInt(1), "SELECT 1 FROM entry WHERE provider = ? AND event_id = ?", provider, eventId)
                .isEmpty();
    }

    long receiptsOwed() throws SQLException {
        return all(row -> row.getLong(1), "SELECT count(*) FROM donation WHERE receipt_due IS NOT NULL").getFirst();
    }

    boolean isReceiptDue(Instant now) throws SQLException {
        return !all(row -> row.getInt(1), "SELECT 1 FROM donation WHERE receipt_due <= ? LIMIT 1", now.toEpochMilli())
                .isEmpty();
    }

    /** A page is written, and nothing is different. */
    void probe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            statement.execute("PRAGMA user_version = " + version);
        }
    }

    /** Whether what is deleted or exchanged is overwritten with zeros; costs more writing. */
    void overwriteDeleted(boolean on) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = " + on);
        }
    }

    int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    <T> List<T> all(RowReader<T> reader, String sql, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static <T> Optional<T> first(List<T> found) {
        return found.stream().findFirst();
    }
}
