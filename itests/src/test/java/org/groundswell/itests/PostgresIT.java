package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Visitor.Answer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * A node that moves its ledger to PostgreSQL while it gives, and a second one over the same database; then the database goes
 * away, and then a node.
 */
public class PostgresIT {
    private static final String SCHEMA = "public";
    private static final int DONORS = 2;
    private static final int GIFTS = 30;
    private static final int FEW = 5;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    private final Queue<String> pledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private Node here;
    private Node there;

    @Before
    public void start() throws Exception {
        here = prepared("postgres-here", false);
        there = prepared("postgres-there", true);
        here.start();
        there.start();
    }

    private static Node prepared(String name, boolean use) throws IOException {
        Node node = PostgresNode.prepared(name, SERVER, "use = " + use);
        if (use) {
            PostgresNode.withoutSqlite(node);
        }
        return node;
    }

    @After
    public void end() {
        here.close();
        there.close();
    }

    @Test
    public void giftsAreOnBothAndSurviveTheDatabaseAndANode() throws Exception {
        assertTrue(here.visitor().give("25", "First", "pay").body().contains("Thank you!"));
        moving();
        assertFalse("nothing is in a book of its own", Files.exists(there.ledger()));
        aBackupHasTheGiftsOfTheDatabase();
        withoutTheDatabase();
        withoutANode();
    }

    /** Donors give meanwhile, after an attempt that fails as well. */
    private void moving() throws Exception {
        try (var donors = Executors.newVirtualThreadPerTaskExecutor()) {
            donors.submit(() -> giveAndGive(here.visitor(), "Mover"));
            try {
                Await.until("the other node has made the tables", () -> change("INSERT INTO rehearsal VALUES (7, 0)"));
                fewMore("gifts before");
                String refused = here.script("shell", "groundswell:migrate").text();
                assertTrue(refused, refused.contains("not the same: rehearsal"));
                fewMore("gifts go on in SQLite");
                assertTrue(change("DELETE FROM rehearsal WHERE number = 7"));
                String said = here.script("shell", "groundswell:migrate").text();
                assertTrue(said, said.contains("compared and are the same"));
                fewMore("gifts go on in PostgreSQL");
            } finally {
                over = true;
            }
        }
        over = false;
        assertEquals("each gift that was acknowledged", pledged.size() + 1, number("SELECT count(*) FROM donation"));
    }

    private void aBackupHasTheGiftsOfTheDatabase() throws Exception {
        for (Node node : List.of(here, there)) {
            Path file = node.home().resolveSibling(node.home().getFileName() + ".zip");
            Files.deleteIfExists(file);
            String said = node.script("backup", file.toString()).text();
            assertTrue(said, said.startsWith("Wrote ") && said.contains("The gifts of the database are in it"));
        }
    }

    private void fewMore(String what) {
        int before = paid.size();
        Await.until(what, () -> paid.size() >= before + FEW);
    }

    private static boolean change(String sql) throws SQLException {
        try (var connection = SERVER.open(SCHEMA); var statement = connection.createStatement()) {
            return statement.executeUpdate(sql) == 1;
        }
    }

    private void withoutTheDatabase() throws Exception {
        Await.until("what was paid is told", () -> paid.stream().allMatch(this::isPaidOnce));
        long raised = number("SELECT raised FROM total");
        Await.until("both show the same", () -> here.visitor().raised() == raised && there.visitor().raised() == raised);
        String key = here.visitor().key();
        Answer begun = here.visitor().post("/donations", Visitor.donation(here.visitor().key(), "8", "Begun"));
        SERVER.kill();
        // What the gateway knows of it, it tells again until somebody takes it.
        here.visitor().post(begun.location(), Map.of("action", "pay"));
        Answer refused = here.visitor().post("/donations", Visitor.donation(key, "7", "Patient"));
        assertEquals(503, refused.status());
        assertEquals("5", refused.header("retry-after"));
        assertTrue(refused.body(), refused.body().contains("We cannot record your gift at this moment"));
        for (Node node : List.of(here, there)) {
            assertEquals(200, node.visitor().get("/en/").status());
            assertEquals("the last known total stays", raised, node.visitor().raised());
            assertTrue("with its age", node.visitor().campaign().has("updated"));
            Await.until("a balancer knows", () -> node.visitor().get("/readyz/give").status() == 503);
            assertEquals("and that pages go on", 200, node.visitor().get("/readyz").status());
        }
        SERVER.start();
        Await.until("gifts go on, without a hand", () -> here.visitor().get("/readyz/give").status() == 200
                && there.visitor().get("/readyz/give").status() == 200);
        Await.until("what was paid meanwhile counts", () -> number("SELECT raised FROM total") == raised + 800);
        Answer taken = here.visitor().post("/donations", Visitor.donation(key, "7", "Patient"));
        assertEquals("the same form", 303, taken.status());
    }

    private void withoutANode() throws Exception {
        try (var donors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DONORS; i++) {
                String name = "Donor " + i;
                donors.submit(() -> giveAndGive(here.visitor(), name));
                donors.submit(() -> giveAndGive(there.visitor(), name));
            }
            try {
                Await.until("gifts at both", () -> paid.size() >= GIFTS);
                // The one that has moved: it finds its gifts in PostgreSQL again.
                here.kill();
                int then = paid.size();
                Await.until("gifts go on at the other", () -> paid.size() >= then + GIFTS);
            } finally {
                over = true;
            }
        }
        // What was paid at the killed node's sandbox is told when that is back.
        here.start();
        assertTrue(here.visitor().give("25", "Last", "pay").body().contains("Thank you!"));
        Await.until("every acknowledged payment is settled, once", () -> paid.stream().allMatch(this::isPaidOnce));
        for (String key : pledged) {
            assertEquals(key, 1, number("SELECT count(*) FROM donation WHERE key = '" + key + "'"));
        }
        assertEquals("no gift is paid twice", 0, number("SELECT count(*) FROM (SELECT 1 FROM entry WHERE state = 'PAID'"
                + " GROUP BY donation HAVING count(*) > 1) twice"));
        long sum = number("SELECT sum(raised) FROM entry");
        assertEquals(sum, number("SELECT raised FROM total"));
        assertEquals(sum, number("SELECT sum(settled - refunded) FROM donation"));
        Await.until("both nodes show it", () -> here.visitor().raised() == sum && there.visitor().raised() == sum);
    }

    private void giveAndGive(Visitor visitor, String name) {
        while (!over) {
            try {
                String key = visitor.key();
                Answer answer = visitor.post("/donations", Visitor.donation(key, "5", name));
                if (answer.status() == 303) {
                    pledged.add(key);
                    if (visitor.post(answer.location(), Map.of("action", "pay")).status() == 303) {
                        paid.add(key);
                    }
                }
            } catch (IOException | RuntimeException e) {
                // The node was just killed: this donor was told nothing.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isPaidOnce(String key) {
        try {
            return number("SELECT count(*) FROM entry e JOIN donation d ON d.id = e.donation WHERE d.key = '" + key
                    + "' AND e.state = 'PAID'") == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String query) throws SQLException {
        return SERVER.number(SCHEMA, query);
    }
}
