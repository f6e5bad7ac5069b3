package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.groundswell.donations.ledger.shared.SchemaSteps;

/** Brings the database's tables up to date. Nodes that start at once wait for each other; each step is taken once. */
final class Schema {
    static final SchemaSteps STEPS = SchemaSteps.of(Schema.class);
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
            refuseNewer(statement);
            for (int step = taken(statement) + 1; step <= STEPS.known(); step++) {
                statement.execute(STEPS.script(step));
                statement.execute("INSERT INTO schema_step (number) VALUES (" + step + ")");
                statement.execute("CREATE TABLE IF NOT EXISTS schema_reader (least integer NOT NULL)");
                statement.execute("DELETE FROM schema_reader");
                statement.execute("INSERT INTO schema_reader (least) VALUES (" + STEPS.least(step) + ")");
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
            if (!isThere(statement, "schema_step") || taken(statement) < STEPS.known()) {
                return false;
            }
            refuseNewer(statement);
            return true;
        }
    }

    private static void refuseNewer(Statement statement) throws SQLException {
        int taken = taken(statement);
        if (taken > STEPS.known()) {
            STEPS.refuseNewer(taken, least(statement, taken));
        }
    }

    /** A ledger that does not say who can go on with it was written before any did. */
    private static int least(Statement statement, int taken) throws SQLException {
        return isThere(statement, "schema_reader")
                ? number(statement, "SELECT coalesce(max(least), " + taken + ") FROM schema_reader") : taken;
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        return number(statement, "SELECT count(to_regclass('" + table + "'))") > 0;
    }

    private static int taken(Statement statement) throws SQLException {
        return number(statement, "SELECT coalesce(max(number), 0) FROM schema_step");
    }

    private static int number(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getInt(1);
        }
    }
}
