package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DatabaseTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aLedgerOfANewerReleaseIsRefusedAndNeverAltered() throws Exception {
        Path here = folder.getRoot().toPath().resolve("here/ledger.db");
        Path newer = folder.newFolder("newer").toPath().resolve("ledger.db");
        var ledger = new SqliteLedger(here, 1000, 100, 1);
        new Gifts().give(ledger, "before");
        ledger.close();
        Path log = newer.resolveSibling("ledger.db-wal");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + here);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE schema_reader SET least = 99");
            statement.execute("PRAGMA user_version = 99");
            // As a killed node leaves it: what says that it is newer stands in the log only.
            Files.copy(here, newer);
            Files.copy(here.resolveSibling("ledger.db-wal"), log);
        }
        byte[] before = Files.readAllBytes(newer);
        byte[] logBefore = Files.readAllBytes(log);
        assertTrue(logBefore.length > 0);
        var refusal = assertThrows(SQLException.class, () -> new SqliteLedger(newer, 1000, 100, 1));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("newer version (schema 99"));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(newer.toString()));
        assertArrayEquals(before, Files.readAllBytes(newer));
        assertArrayEquals(logBefore, Files.readAllBytes(log));
    }

    @Test
    public void oneOfBeforeLedgersSaidWhoReadsThemIsRefusedWhenItIsNewer() throws Exception {
        Path file = folder.getRoot().toPath().resolve("ledger.db");
        new SqliteLedger(file, 1000, 100, 1).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE schema_reader");
            new SqliteLedger(file, 1000, 100, 1).close();
            statement.execute("PRAGMA user_version = 99");
        }
        var refusal = assertThrows(SQLException.class, () -> new SqliteLedger(file, 1000, 100, 1));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("newer version (schema 99"));
    }

    @Test
    public void whatIsNoLedgerIsRefusedByName() throws Exception {
        Path file = folder.newFile("ledger.db").toPath();
        Files.write(file, new byte[10_000]);
        Files.writeString(file, "no database at all, ".repeat(500));
        var refusal = assertThrows(SQLException.class, () -> new SqliteLedger(file, 1000, 100, 1));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(file.toString()));
    }
}
