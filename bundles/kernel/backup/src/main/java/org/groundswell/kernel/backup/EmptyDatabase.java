package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A database that gifts of a backup go into: one that has nothing yet. Needs the driver on the class path. */
final class EmptyDatabase {
    private static final String SECONDS = "10";

    private final GiftDatabase database;

    EmptyDatabase(GiftDatabase database) {
        this.database = database;
    }

    /**
     * Fills it, or leaves it as it is.
     *
     * @return how many gifts it has then
     * @throws IOException if it is not empty, cannot be reached, or is not filled
     */
    long fill(Path dump) throws IOException {
        requireEmpty();
        new GiftCopy(database).readFrom(dump);
        return ask("SELECT count(*) FROM donation");
    }

    private void requireEmpty() throws IOException {
        if (ask("SELECT count(*) FROM pg_namespace WHERE nspname = current_schema()") == 0) {
            throw new IOException("the schema that " + GiftDatabase.SETTINGS + " names (currentSchema) is not there: make it");
        }
        long tables = ask("SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')"
                + " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())");
        if (tables > 0) {
            long gifts = ask("SELECT count(to_regclass('donation'))") > 0 ? ask("SELECT count(*) FROM donation") : 0;
            throw new IOException("the database that the gifts of this backup would go into is not empty (" + gifts
                    + " gifts), and stays as it is. Put it aside (ALTER DATABASE groundswell RENAME TO groundswell_before),"
                    + " make an empty one (CREATE DATABASE groundswell OWNER groundswell) and give this command again; or have"
                    + " this node's own files only, with restore --without-gifts");
        }
    }

    private long ask(String question) throws IOException {
        var login = new Properties();
        login.setProperty("targetServerType", "primary");
        login.setProperty("connectTimeout", SECONDS);
        if (!database.user().isEmpty()) {
            login.setProperty("user", database.user());
        }
        if (!database.password().isEmpty()) {
            login.setProperty("password", database.password());
        }
        try (Connection connection = DriverManager.getConnection(database.url(), login);
                Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IOException("the database that " + GiftDatabase.SETTINGS + " names: " + e.getMessage(), e);
        }
    }
}
