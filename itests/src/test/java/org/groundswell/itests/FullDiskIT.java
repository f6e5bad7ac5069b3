package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

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

    /** Too little for the ledger, the log and even the output; what a node needs to begin has room. */
    @Test
    public void aStartOnAFullDiskSaysSoAndGetsWell() throws Exception {
        Node node = Node.prepared("fullstart");
        try {
            var started = node.scriptLimited(24, "start");
            assertEquals(started.text(), 5, started.status());
            assertTrue(started.text(), started.text().contains("is not fit to serve: ledger"));
            assertEquals(200, node.visitor().get("/en/").status());
            assertEquals(0, new ProcessBuilder("prlimit", "--fsize=unlimited", "--pid",
                    Long.toString(node.serving().pid())).start().waitFor());
            Await.until("it is fit, without a hand", () -> node.visitor().get("/readyz").status() == 200);
            assertEquals(0, node.script("status").status());
            assertTrue(node.visitor().give("25", "Later", "pay").body().contains("Thank you!"));
        } finally {
            assertEquals(0, node.script("stop").status());
        }
    }

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
            Await.until("no gifts, but pages", () -> visitor.get("/readyz/give").status() == 503
                    && visitor.get("/readyz").status() == 200);
            assertFalse("a reason in public", visitor.get("/readyz/give").body().contains("Free disk space"));
            String reasons = node.admin().get("/readyz/give").body();
            assertTrue(reasons, reasons.contains("Free disk space and check data/ledger"));
            String told = node.script("shell", "groundswell:health").text();
            assertTrue(told, told.contains("pages: fit, with warnings, gifts: not fit") && told.contains("ledger: "));
        }
        node.start();
        try (node) {
            assertTrue("there is room again", node.visitor().give("25", "Later", "pay").body().contains("Thank you!"));
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
}
