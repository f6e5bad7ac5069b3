package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the database's tables up to date. Nodes that start at once wait for each other; each step is taken once. */
final class Schema {
    static final List<String> STEPS = List.of("schema.sql", "schema-ended.sql", "schema-writes.sql",
            "schema-migration.sql", "schema-leases.sql", "schema-records.sql");
    /** "ground" in ASCII: of all that use this database nobody else takes this lock. */
    static final long LOCK = 0x67726f756e64L;

    /** What a step has to do in a large book takes longer than an answer for a donor may. */
    private static final int LONGEST_MILLIS = 3_600_000;

    private Schema() {
    }

    /** @throws SQLException if the database was brought up to date by a newer release, or the user may not */
    static void bringUpToDate(Connection connection) throws SQLException {
        if (isUpToDate(connection)) {
            return;
        }
        int usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Two at once would both find nothing. Ends with the transaction, through a pooler as well.
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute("CREATE TABLE IF NOT EXISTS schema_step (number integer PRIMARY KEY,"
                    + " taken timestamptz NOT NULL DEFAULT now())");
            int taken = taken(statement);
            if (taken > STEPS.size()) {
                throw new SQLException("the ledger was written by a newer version (schema " + taken + "; this one knows "
                        + STEPS.size() + "): put that version back");
            }
            for (int step = taken; step < STEPS.size(); step++) {
                statement.execute(script(STEPS.get(step)));
                statement.execute("INSERT INTO schema_step (number) VALUES (" + (step + 1) + ")");
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, usual);
        }
    }

    /** Within the usual limit: who finds nothing to do waits neither for a lock nor for a server that fell silent. */
    private static boolean isUpToDate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isThere(statement) && taken(statement) == STEPS.size();
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('schema_step') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static int taken(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(max(number), 0) FROM schema_step")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
