package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A backup that is made while donors give, the node that is made of it, and what the doctor says of either. */
public class BackupIT {
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

    private static void assertWell(Node.Result doctor, String port) {
        assertEquals(doctor.text(), 0, doctor.status());
        assertTrue(doctor.text(), doctor.text().contains(port) && doctor.text().contains("only the node's user reads"));
    }

    private static void assertWritten(Node.Result result) {
        assertEquals(result.text(), 0, result.status());
        assertTrue(result.text(), result.text().startsWith("Wrote "));
    }
}
