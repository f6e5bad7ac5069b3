package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.Before;
import org.junit.Test;

/** All that a ledger does, after a release that this one does not know has widened every table of it. */
public class WidenedLedgerTest extends GiftBookTest {
    private Path wider;

    @Before
    @Override
    public void open() throws Exception {
        super.open();
        Path file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        if (!file.equals(wider)) {
            close();
            widen(file);
            wider = file;
            super.open();
        }
    }

    @Test
    public void itIsLeftAsWideAsItIs() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + wider);
                var rows = connection.createStatement().executeQuery("PRAGMA user_version")) {
            assertEquals(99, rows.getInt(1));
        }
    }

    private static void widen(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite_%' AND name <> 'schema_reader'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String each : tables) {
                statement.execute("ALTER TABLE " + each + " ADD COLUMN news TEXT NOT NULL DEFAULT 'none'");
                statement.execute("CREATE INDEX " + each + "_news ON " + each + " (news)");
            }
            statement.execute("CREATE TABLE news (donation BLOB PRIMARY KEY REFERENCES donation (id))");
            statement.execute("PRAGMA user_version = 99");
        }
    }
}
