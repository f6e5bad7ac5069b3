package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.groundswell.donations.api.Donation;

/** Reads what a group needs, in one round trip. */
final class BookReader {
    private static final String EVENTS = "text text";
    /** The numbers are taken last, so that each is higher than every version that was read. */
    private static final String SQL = Queries.SELECT_DONATION + "WHERE d.id = ANY (?::uuid[]) UNION ALL "
            + Queries.SELECT_DONATION + "WHERE d.key = ANY (?::text[]) AND NOT d.id = ANY (?::uuid[]);"
            + " SELECT e.provider, e.event_id FROM " + RowSet.unnest(EVENTS) + " AS n (provider, event_id)"
            + " JOIN entry e USING (provider, event_id);"
            + " SELECT max(number), min(number) = 0 FROM rehearsal;"
            + " SELECT nextval('entry_sequence') FROM generate_series(1, ?)";

    private BookReader() {
    }

    static Book read(Connection connection, Needs needs) throws SQLException {
        var events = new RowSet(EVENTS);
        needs.events().forEach(each -> events.add(each.provider(), each.id()));
        Object[] ids = needs.donations().toArray();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            statement.setArray(2, connection.createArrayOf("text", needs.keys().toArray()));
            statement.setArray(3, connection.createArrayOf("uuid", ids));
            int next = events.bind(statement, 4);
            statement.setInt(next, needs.entries());
            statement.execute();
            List<Donation> donations = rows(statement, Rows::donation);
            List<Needs.Event> known = next(statement, row -> new Needs.Event(row.getString(1), row.getString(2)));
            record Rehearsal(int number, boolean real) {
            }
            Rehearsal rehearsal = next(statement, row -> new Rehearsal(row.getInt(1), row.getBoolean(2))).getFirst();
            List<Long> numbers = next(statement, row -> row.getLong(1));
            return new Book(donations, known, numbers, rehearsal.number(), rehearsal.real());
        }
    }

    private static <T> List<T> next(PreparedStatement statement, Queries.RowReader<T> reader) throws SQLException {
        statement.getMoreResults();
        return rows(statement, reader);
    }

    private static <T> List<T> rows(PreparedStatement statement, Queries.RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            return Queries.read(reader, rows);
        }
    }
}
