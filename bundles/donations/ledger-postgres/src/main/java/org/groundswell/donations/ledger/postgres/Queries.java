package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.UnknownPositionException;
import org.groundswell.donations.ledger.shared.SummedRows;

/** The questions one connection can answer. Not thread-safe, like the connection. */
final class Queries {
    static final String SELECT_DONATION = "SELECT " + Rows.DONATION_COLUMNS + " FROM donation d ";
    /** Whose totals visitors see. */
    private static final String SHOWN = "SELECT CASE min(number) WHEN 0 THEN 0 ELSE max(number) END FROM rehearsal";
    private static final String PLACES = "int4 int8";

    private final Connection connection;

    Queries(Connection connection) {
        this.connection = connection;
    }

    Optional<Donation> donation(UUID id) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION + "WHERE d.id = ?", id));
    }

    Optional<Donation> byKey(String key) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION + "WHERE d.key = ?", key));
    }

    Optional<Donation> byPayment(String provider, String paymentId) throws SQLException {
        return first(all(Rows::donation, SELECT_DONATION
                + "JOIN payment p ON p.donation = d.id WHERE p.provider = ? AND p.payment_id = ?", provider, paymentId));
    }

    List<Entry> entries(UUID donation) throws SQLException {
        return all(Rows::entry, "SELECT " + Rows.ENTRY_COLUMNS + " FROM entry e WHERE e.donation = ? ORDER BY e.sequence",
                donation);
    }

    EntryPage entriesAfter(String text, int limit) throws SQLException {
        Position position = Position.parse(text);
        if (!known(position).equals(position)) {
            throw new UnknownPositionException("the ledger has no such entries as position " + text + " says: an older"
                    + " copy of it was put back, or the position is of another ledger");
        }
        List<Placed> found = entriesAfter(position, limit);
        return new EntryPage(found.stream().map(Placed::entry).toList(),
                found.isEmpty() ? text : position.past(found).text());
    }

    /**
     * What each writer has written after its place, in the order of the numbers: a donation's later entry has the higher
     * one, because it was given when the earlier one could be read.
     */
    List<Placed> entriesAfter(Position position, int limit) throws SQLException {
        RowSet places = places(position);
        String sql = "SELECT " + Rows.ENTRY_COLUMNS + " FROM writer w LEFT JOIN " + RowSet.unnest(PLACES)
                + " AS p (writer, sequence) ON p.writer = w.id CROSS JOIN LATERAL (SELECT * FROM entry f"
                + " WHERE f.writer = w.id AND f.sequence > coalesce(p.sequence, 0) ORDER BY f.sequence LIMIT ?) e"
                + " ORDER BY e.sequence LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = places.bind(statement, 1);
            statement.setInt(next, limit);
            statement.setInt(next + 1, limit);
            return read(Rows::placed, statement);
        }
    }

    /** The position after all entries that there are. */
    Position position() throws SQLException {
        var after = new TreeMap<Integer, Position.Place>();
        all(row -> after.put(row.getInt(1), Position.Place.after(row.getLong(2), row.getObject(3, UUID.class))),
                "SELECT w.id, e.sequence, e.donation FROM writer w CROSS JOIN LATERAL (SELECT sequence, donation"
                        + " FROM entry WHERE writer = w.id ORDER BY sequence DESC LIMIT 1) e");
        return new Position(after);
    }

    /** Of this position what is in the book. */
    private Position known(Position position) throws SQLException {
        var after = new TreeMap<Integer, Position.Place>();
        if (!position.after().isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT e.writer, e.sequence, e.donation FROM "
                    + RowSet.unnest(PLACES) + " AS p (writer, sequence) JOIN entry e ON e.writer = p.writer"
                    + " AND e.sequence = p.sequence")) {
                places(position).bind(statement, 1);
                read(row -> after.put(row.getInt(1),
                        Position.Place.after(row.getLong(2), row.getObject(3, UUID.class))), statement);
            }
        }
        return new Position(after);
    }

    private static RowSet places(Position position) {
        var places = new RowSet(PLACES);
        position.after().forEach((writer, place) -> places.add(writer, place.sequence()));
        return places;
    }

    int rehearsal() throws SQLException {
        return all(row -> row.getInt(1), SHOWN).getFirst();
    }

    /** Totals and position of one moment; leaves the connection as it was. */
    Shown shown() throws SQLException {
        connection.setAutoCommit(false);
        try {
            update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            int rehearsal = rehearsal();
            List<Totals> totals = all(SummedRows::totals, "SELECT campaign, currency, raised, donations, updated, rehearsal"
                    + " FROM total WHERE rehearsal = ?", rehearsal);
            return new Shown(rehearsal, totals, position());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
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
                + " count(*) FILTER (WHERE state <> 'DISPUTED' AND settled > refunded) AS n FROM donation"
                + " GROUP BY campaign, currency, rehearsal),"
                + " k AS (SELECT campaign, currency, rehearsal FROM e UNION SELECT campaign, currency, rehearsal FROM d"
                + " UNION SELECT campaign, currency, rehearsal FROM total)"
                + " SELECT k.campaign, k.currency, coalesce(t.raised, 0), coalesce(e.raised, 0), coalesce(d.raised, 0),"
                + " coalesce(t.donations, 0), coalesce(e.n, 0), coalesce(d.n, 0), k.rehearsal FROM k"
                + " LEFT JOIN e USING (campaign, currency, rehearsal) LEFT JOIN d USING (campaign, currency, rehearsal)"
                + " LEFT JOIN total t USING (campaign, currency, rehearsal)"
                + " ORDER BY k.campaign COLLATE \"C\", k.currency COLLATE \"C\", k.rehearsal");
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
        String open = SELECT_DONATION + "WHERE d.open ";
        return after == null ? all(Rows::donation, open + "ORDER BY d.id LIMIT ?", limit)
                : all(Rows::donation, open + "AND d.id > ? ORDER BY d.id LIMIT ?", after, limit);
    }

    List<Donation> newest(UUID before, int limit) throws SQLException {
        return before == null ? all(Rows::donation, SELECT_DONATION + "ORDER BY d.id DESC LIMIT ?", limit)
                : all(Rows::donation, SELECT_DONATION + "WHERE d.id < ? ORDER BY d.id DESC LIMIT ?", before, limit);
    }

    long receiptsOwed() throws SQLException {
        return all(row -> row.getLong(1), "SELECT count(*) FROM donation WHERE receipt_due IS NOT NULL").getFirst();
    }

    /** @param fence of whoever asks: what was taken under a lower one is due, too */
    boolean isReceiptDue(Instant now, long fence) throws SQLException {
        return all(row -> row.getBoolean(1), "SELECT EXISTS (SELECT 1 FROM donation WHERE receipt_due <= ?) OR EXISTS"
                + " (SELECT 1 FROM donation WHERE receipt_claim < ?)", now.toEpochMilli(), fence).getFirst();
    }

    /** What a question for one number says; 0 where there is none. */
    long number(String sql) throws SQLException {
        return all(row -> row.getLong(1), sql).getFirst();
    }

    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(RowReader<T> reader, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(sql, values)) {
            return read(reader, statement);
        }
    }

    private static <T> List<T> read(RowReader<T> reader, PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return read(reader, rows);
        }
    }

    static <T> List<T> read(RowReader<T> reader, ResultSet rows) throws SQLException {
        var found = new ArrayList<T>();
        while (rows.next()) {
            found.add(reader.read(rows));
        }
        return found;
    }

    Connection connection() {
        return connection;
    }

    /** Makes something of the row on which it stands. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static <T> Optional<T> first(List<T> found) {
        return found.stream().findFirst();
    }
}
