package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
            assertTrue(started.text(), started.text().matches("(?s).* is not fit to serve:[^\n]* ledger .*"));
            Await.until("pages without figures", () -> node.visitor().get("/en/").status() == 200);
            assertEquals(0, new ProcessBuilder("prlimit", "--fsize=unlimited", "--pid",
                    Long.toString(node.serving().pid())).start().waitFor());
            Await.until("it is fit, without a hand", () -> node.visitor().get("/readyz/give").status() == 200);
            assertEquals(0, node.script("status").status());
            assertTrue(node.visitor().give("25", "Later", "pay").body().contains("Thank you!"));
        } finally {
            assertEquals(0, node.script("stop").status());
        }
    }

    /** A file system that takes no more files may have room for gigabytes; half of a node would never get well. */
    @Test
    public void aStartWithoutRoomForMoreFilesWaitsForIt() throws Exception {
        Node node = Node.prepared("nofiles");
        Path figures = Files.writeString(node.home().resolve("figures"), "/dev/small 2000 2000 0 100% /small\n");
        Path df = Files.createDirectories(node.home().resolve("tools")).resolve("df");
        Files.writeString(df, """
                #!/bin/sh
                case $1 in -Pi) echo "Filesystem Inodes IUsed IFree IUse Mounted"; cat '%s';; *) exec /bin/df "$@";; esac
                """.formatted(figures));
        assertTrue(df.toFile().setExecutable(true));
        var path = Map.of("PATH", df.getParent() + ":" + System.getenv("PATH"));
        try {
            var started = CompletableFuture.supplyAsync(() -> {
                try {
                    return node.script(path, "start");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Path output = node.home().resolve("data/logs/start.log");
            Await.until("it is said", () -> Files.exists(output) && Files.readString(output)
                    .contains("has room for 0 more files (inodes), and a start needs 700: remove some"));
            Files.writeString(figures, "/dev/small 2000 1200 800 60% /small\n");
            assertEquals(started.get().text(), 0, started.get().status());
            assertTrue(started.get().text(), started.get().text().contains("room for 0 more files (inodes) left: free some"));
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
            // The ledger has written its log into its file by now, and would find room in it: as long as there is any.
            node.limitEveryFile();
            assertEquals(503, visitor.post("/donations", Visitor.donation(visitor.key(), "25", "Late")).status());
            Await.until("no gifts, but pages", () -> visitor.get("/readyz/give").status() == 503
                    && visitor.get("/readyz").status() == 200);
            assertFalse("a reason in public", visitor.get("/readyz/give").body().contains("Free disk space"));
            String reasons = node.admin().get("/readyz/give").body();
            assertTrue(reasons, reasons.contains("Free disk space"));
            String told = node.script("shell", "groundswell:health").text();
            assertTrue(told, told.contains("pages: fit, with warnings, gifts: not fit") && told.contains("ledger: "));
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
    private static void goesOn(Node node) throws Exception {
        Await.until("it gets well", () -> node.visitor().get("/readyz/give").status() == 200);
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
        Await.until("it says so", () -> visitor.get("/readyz/give").status() == 503);
        Files.move(away, folder);
        assertEquals("the same form again", 303,
                visitor.post("/donations", Visitor.donation(key, "25", "Away")).status());
        goesOn(node);
    }
}
