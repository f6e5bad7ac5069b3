package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A backup that is made while donors give, the node that is made of it, and what the doctor says of either. */
public class BackupIT {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aNodeIsAsItsBackupSays() throws Exception {
        Path busy = folder.getRoot().toPath().resolve("busy.zip");
        Path idle = folder.getRoot().toPath().resolve("idle.zip");
        try (Node node = Node.started("backup")) {
            long before;
            try (var donors = new Donors(node.visitor(), 2)) {
                Await.until("donors give", () -> donors.thanked() > 5);
                before = node.ledgerTotal();
                assertWritten(node.script("backup", busy.toString()));
                int then = donors.thanked();
                Await.until("nobody waits for a backup", () -> donors.thanked() > then + 2);
            }
            assertWell(node.script("doctor"), "by this node as it seems");
            long after = node.settledTotal();
            assertEquals("not while it runs", 1, node.script("restore", busy.toString()).status());
            node.kill();
            assertEquals(0, node.script("restore", busy.toString()).status());
            node.start();
            long restored = node.settledTotal();
            assertTrue(before + " " + restored + " " + after, before <= restored && restored < after);
            // The gateway's own book may be older: what it lacks is named, and no fault of the ledger.
            String books = node.script("shell", "groundswell:audit").text();
            assertTrue(books, books.contains(" donations") && !books.contains("the entries add up"));
            assertTrue("gifts are taken", node.visitor().give("5", "After", "pay").body().contains("Thank you!"));
            long last = node.settledTotal();
            node.interrupt();
            assertWell(node.script("doctor"), "free at 127.0.0.1");
            assertWritten(node.script("backup", idle.toString()));
            assertEquals(0, node.script("restore", idle.toString()).status());
            assertEquals("a plain copy of a node that does not run is whole", last, node.ledgerTotal());
        }
    }

    @Test
    public void aNodeOverPostgresIsAsItsBackupSays() throws Exception {
        Path busy = folder.getRoot().toPath().resolve("busy.zip");
        Path own = folder.getRoot().toPath().resolve("own.zip");
        Node node = PostgresNode.prepared("backup-postgres", SERVER);
        PostgresNode.withoutSqlite(node);
        try (node) {
            node.start();
            long before;
            try (var donors = new Donors(node.visitor(), 2)) {
                Await.until("donors give", () -> donors.thanked() > 5);
                before = paid();
                Node.Result written = node.script("backup", busy.toString());
                assertWritten(written);
                assertTrue(written.text(), written.text().contains("The gifts of the database are in it"));
                int then = donors.thanked();
                Await.until("nobody waits for a backup", () -> donors.thanked() > then + 2);
            }
            Node.Result without = node.script("backup", "--without-gifts", own.toString());
            assertTrue(without.text(), without.status() == 0 && without.text().contains("There are no gifts in it"));
            long after = paid();
            node.interrupt();
            Node.Result refused = node.script("restore", busy.toString());
            assertTrue(refused.text(), refused.status() == 1 && refused.text().contains("is not empty"));
            assertEquals("it stays as it was", after, paid());
            assertEquals(0, node.script("restore", "--without-gifts", own.toString()).status());
            SERVER.execute("public", "DROP SCHEMA public CASCADE");
            SERVER.execute("public", "CREATE SCHEMA public");
            Node.Result restored = node.script("restore", busy.toString());
            assertEquals(restored.text(), 0, restored.status());
            assertTrue(before + " " + paid() + " " + after, before <= paid() && paid() < after);
            node.start();
            String books = node.script("shell", "groundswell:audit").text();
            assertTrue(books, books.contains(" donations") && !books.contains("the entries add up"));
            assertTrue("gifts are taken", node.visitor().give("5", "After", "pay").body().contains("Thank you!"));
        }
    }

    private static long paid() throws SQLException {
        return SERVER.number("public", "SELECT count(*) FROM entry");
    }

    private static void assertWell(Node.Result doctor, String port) {
        assertEquals(doctor.text(), 0, doctor.status());
        assertTrue(doctor.text(), doctor.text().contains(port) && doctor.text().contains("only the node's user reads"));
    }

    private static void assertWritten(Node.Result result) {
        assertEquals(result.text(), 0, result.status());
        assertTrue(result.text(), result.text().startsWith("Wrote "));
    }
}
