package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.Test;

/** A node that has been there for years: what it says would go, and what has gone after its round. */
public class RetentionIT {
    private static final Instant YEARS_AGO = Instant.now().minus(Duration.ofDays(1000));
    private static final UUID OLD = UUID.randomUUID();

    @Test
    public void whatIsOldIsSaidAndGoesAndTheRestStays() throws Exception {
        try (Node node = Node.prepared("retention")) {
            node.start();
            Path messages = node.home().resolve("data/contact/messages.jsonl");
            Files.createDirectories(messages.getParent());
            Files.writeString(messages, message(OLD, "old words") + message(UUID.randomUUID(), "open words"));
            Files.writeString(messages.resolveSibling("done"), OLD + " done\n");
            assertEquals(200, node.visitor().post("/contact", Map.of("email", "a@example.org", "text", "new words"))
                    .status());
            Path logs = node.home().resolve("data/logs");
            Instant monthsAgo = Instant.now().minus(Duration.ofDays(100));
            Path log = Files.writeString(logs.resolve("groundswell." + monthsAgo.atZone(ZoneOffset.UTC).toLocalDate()
                    + ".0.log.gz"), "192.0.2.1");
            Files.setLastModifiedTime(log, FileTime.from(monthsAgo));
            assertTrue(node.visitor().give("5", "Stays", "pay").body().contains("Thank you!"));
            node.visitor().give("7", "Gonedonor", "cancel");
            node.kill();
            longAgo(node);
            node.start();
            String preview = node.script("shell", "groundswell:retention").text();
            for (String each : List.of("contact messages (kept for 730 days): 1 would be deleted; 1 stay that nobody has",
                    "donors of pledges that were never paid (kept for 180 days): 1 would be deleted",
                    "logs (kept for 30 days): 1 would be deleted",
                    "words of the audit log (kept for 3660 days): 0 would be deleted")) {
                assertTrue(preview, preview.contains(each));
            }
            node.kill();
            Path last = node.home().resolve("data/retention/last-round");
            Files.createDirectories(last.getParent());
            Files.writeString(last, Instant.now().minus(Duration.ofHours(50)).toString());
            node.start();
            Await.until("the round has been", () -> !Files.exists(log) && !Files.readString(messages).contains("old words")
                    && donors(node).equals(List.of("", "Stays")));
            assertTrue(Files.readString(messages).contains("open words"));
            assertTrue(Files.readString(messages).contains("new words"));
            Node.Result books = node.script("shell", "groundswell:audit");
            assertEquals(books.text(), 0, books.status());
            assertFalse("no personal words in the log", node.outputText().contains("Gonedonor"));
        }
    }

    private static String message(UUID id, String text) {
        return "{\"id\":\"" + id + "\",\"at\":\"" + YEARS_AGO + "\",\"language\":\"en\",\"name\":\"A\",\"email\":\"a@b.nl\","
                + "\"text\":\"" + text + "\"}\n";
    }

    /** As if everything in the ledger had been years ago. */
    private static void longAgo(Node node) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP TRIGGER entry_is_never_changed");
            statement.executeUpdate("UPDATE entry SET at = " + YEARS_AGO.toEpochMilli());
            statement.executeUpdate("CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry"
                    + " BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END");
            statement.executeUpdate("UPDATE donation SET changed_at = " + YEARS_AGO.toEpochMilli());
        }
    }

    private static List<String> donors(Node node) throws Exception {
        var names = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var rows = connection.createStatement().executeQuery("SELECT name FROM donation ORDER BY name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
