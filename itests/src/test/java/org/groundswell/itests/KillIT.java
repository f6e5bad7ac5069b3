package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.itests.Visitor.Answer;
import org.junit.Test;

/**
 * A stream of donations while the node is killed several times at random moments. Whatever a donor was told is there
 * afterwards, once, and the totals are the sum of the entries.
 */
public class KillIT {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("groundswell.kills", 6);
    private static final int DONORS = 4;
    /** Far more than the kills need: only what a node acknowledged counts, so a slow start cannot use it up. */
    private static final int MAX_PLEDGES = 50_000;

    private final Queue<String> pledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean over;

    @Test
    public void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
        System.out.println("KillIT: repeat with -Dgroundswell.seed=" + SEED);
        var random = new Random(SEED);
        try (Node node = Node.started("kill"); var donors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DONORS; i++) {
                donors.submit(() -> give(node.visitor()));
            }
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    int enough = pledged.size() + 20 + random.nextInt(40);
                    Await.until("donations between two kills", () -> pledged.size() >= enough);
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
                    node.kill();
                    node.start();
                }
            } finally {
                over = true;
                donors.shutdown();
            }
            assertTrue(donors.awaitTermination(1, TimeUnit.MINUTES));
            // What was paid but not told before a kill is told after it: the gateway repeats itself.
            Await.until("every acknowledged payment is settled", () -> unsettled(node).isEmpty());
            check(node);
        }
        System.out.println("KillIT: " + pledged.size() + " acknowledged pledges, " + paid.size()
                + " acknowledged payments, " + KILLS + " kills");
    }

    private void give(Visitor visitor) {
        while (!over && pledged.size() < MAX_PLEDGES) {
            String name = "Donor " + number.incrementAndGet();
            try {
                String key = visitor.key();
                Answer answer = visitor.post("/donations", Visitor.donation(key, "5", name));
                if (answer.status() != 303) {
                    pause();
                    continue;
                }
                pledged.add(key);
                Answer decision = visitor.post(answer.location(), Map.of("action", "pay"));
                if (decision.status() == 303) {
                    paid.add(key);
                }
            } catch (IOException | RuntimeException e) {
                // The node was just killed: this donor was told nothing.
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private List<String> unsettled(Node node) throws SQLException {
        var missing = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var statement = connection.prepareStatement("SELECT count(*) FROM entry e JOIN donation d ON"
                        + " d.id = e.donation WHERE d.key = ? AND e.state = 'PAID'")) {
            for (String key : paid) {
                statement.setString(1, key);
                try (var rows = statement.executeQuery()) {
                    if (rows.getLong(1) != 1) {
                        missing.add(key);
                    }
                }
            }
        }
        return missing;
    }

    private void check(Node node) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var statement = connection.createStatement()) {
            for (String key : pledged) {
                assertEquals("pledge " + key, 1, number(statement, "SELECT count(*) FROM donation WHERE key = '" + key
                        + "'"));
            }
            assertEquals("no donation is paid twice", 0, number(statement, "SELECT count(*) FROM (SELECT donation FROM"
                    + " entry WHERE state = 'PAID' GROUP BY donation HAVING count(*) > 1)"));
            long sum = number(statement, "SELECT sum(raised) FROM entry");
            assertEquals(sum, number(statement, "SELECT raised FROM total"));
            assertEquals(number(statement, "SELECT sum(donations) FROM entry"),
                    number(statement, "SELECT donations FROM total"));
            assertEquals(sum, number(statement, "SELECT sum(settled - refunded) FROM donation"));
            Await.until("the page says what the ledger says", () -> node.visitor().raised() == sum);
        }
    }

    private static long number(java.sql.Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }
}
