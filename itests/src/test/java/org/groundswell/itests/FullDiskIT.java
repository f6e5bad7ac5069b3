package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.itests.Visitor.Answer;
import org.junit.Test;

/**
 * The disk takes no more. The kernel's limit on a file's size stands for it: writes fail, everything else goes on.
 */
public class FullDiskIT {
    private static final int LIMIT_KILOBYTES = 3_000;
    private static final int MAX_DONATIONS = 3_000;

    @Test
    public void nothingAcknowledgedIsLostAndDonorsAreToldTheTruth() throws Exception {
        Node node = Node.prepared("fulldisk");
        var acknowledged = new ArrayList<String>();
        node.startLimited(LIMIT_KILOBYTES);
        try (node) {
            Visitor visitor = node.visitor();
            Answer last = null;
            for (int i = 0; i < MAX_DONATIONS && (last == null || last.status() == 303); i++) {
                String key = visitor.key();
                last = visitor.post("/donations", Visitor.donation(key, "25", "Donor " + i));
                if (last.status() == 303) {
                    acknowledged.add(key);
                }
            }
            assertEquals("the disk is full after " + acknowledged.size(), 503, last.status());
            assertTrue(last.body(), last.body().contains("We cannot record your gift at this moment"));
            assertEquals("5", last.header("retry-after"));
            for (String page : List.of("/en/", "/nl/donate", "/ar/about")) {
                assertEquals(200, visitor.get(page).status());
            }
            Await.until("the node says that it is not fit", () -> visitor.get("/readyz").status() == 503);
            node.liftLimit();
            goesOn(node);
            whileTheLedgerIsAwayNothingIsTaken(node);
        }
        node.start();
        try (node) {
            assertTrue("after a restart, too", node.visitor().give("25", "Later", "pay").body().contains("Thank you!"));
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                    var statement = connection.prepareStatement("SELECT count(*) FROM donation WHERE key = ?")) {
                for (String key : acknowledged) {
                    statement.setString(1, key);
                    try (var rows = statement.executeQuery()) {
                        assertEquals(key, 1, rows.getLong(1));
                    }
                }
            }
        }
    }

    /** There is room again, and nobody has to do anything. */
    private static void goesOn(Node node) {
        Await.until("it gets well", () -> node.visitor().get("/readyz").status() == 200);
        assertTrue("there is room again", node.visitor().give("25", "At once", "pay").body().contains("Thank you!"));
        assertEquals(node.settledTotal(), node.ledgerTotal());
    }

    private static void whileTheLedgerIsAwayNothingIsTaken(Node node) throws Exception {
        Path folder = node.ledger().getParent();
        Path away = folder.resolveSibling("away");
        Visitor visitor = node.visitor();
        String key = visitor.key();
        Files.move(folder, away);
        assertEquals(503, visitor.post("/donations", Visitor.donation(key, "25", "Away")).status());
        Await.until("it says so", () -> visitor.get("/readyz").status() == 503);
        Files.move(away, folder);
        assertEquals("the same form again", 303,
                visitor.post("/donations", Visitor.donation(key, "25", "Away")).status());
        goesOn(node);
    }
}
