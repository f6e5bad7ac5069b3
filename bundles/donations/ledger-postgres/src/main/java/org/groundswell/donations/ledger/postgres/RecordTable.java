package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.records.SharedRecord;

/** The tables of records, on one connection. Not thread-safe. */
final class RecordTable {
    private static final String COLUMNS = "SELECT key, version, value FROM record ";
    private static final String WRITE = "INSERT INTO record (journal, key, version, value) SELECT ?, n.key, ? + n.place,"
            + " n.value FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS n (key, value, place)"
            + " ON CONFLICT (journal, key) DO ";
    private static final String OVER = "UPDATE SET version = excluded.version, value = excluded.value";

    private final Queries queries;

    RecordTable(Queries queries) {
        this.queries = queries;
    }

    List<SharedRecord> after(String journal, long position, int limit) throws SQLException {
        return queries.all(row -> new SharedRecord(row.getString(1), row.getLong(2), row.getString(3)),
                COLUMNS + "WHERE journal = ? AND version > ? ORDER BY version LIMIT ?", journal, position, limit);
    }

    List<SharedRecord> put(String journal, Map<String, String> values) throws SQLException {
        return inTransaction(() -> {
            long last = take(journal, values.size());
            write(WRITE + OVER, journal, last, values);
            return after(journal, last, values.size());
        });
    }

    void add(String journal, Map<String, String> values) throws SQLException {
        inTransaction(() -> write(WRITE + "NOTHING", journal, take(journal, values.size()), values));
    }

    boolean exchange(String journal, String key, long before, String value) throws SQLException {
        return inTransaction(() -> {
            long last = take(journal, 1);
            return before == 0 ? write(WRITE + "NOTHING", journal, last, Map.of(key, value)) == 1
                    : queries.update("UPDATE record SET version = ?, value = ? WHERE journal = ? AND key = ? AND version = ?",
                            last + 1, value, journal, key, before) == 1;
        });
    }

    /** Versions, and that nobody else has any of this journal until the end of the transaction. */
    private long take(String journal, int count) throws SQLException {
        return queries.all(row -> row.getLong(1), "INSERT INTO journal AS j (name, last) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET last = j.last + excluded.last RETURNING last", journal,
                (long) count).getFirst() - count;
    }

    private int write(String sql, String journal, long last, Map<String, String> values) throws SQLException {
        Connection connection = queries.connection();
        return queries.update(sql, journal, last,
                connection.createArrayOf("text", values.keySet().toArray()),
                connection.createArrayOf("text", values.values().toArray()));
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        Connection connection = queries.connection();
        connection.setAutoCommit(false);
        try {
            T done = work.run();
            connection.commit();
            return done;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
