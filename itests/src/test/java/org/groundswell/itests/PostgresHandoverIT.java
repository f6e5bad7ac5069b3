package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** A node whose ledger is in PostgreSQL is replaced while donors give: each gift is there, once. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class PostgresHandoverIT {
    private static final String SCHEMA = "public";
    private static final int REQUESTS_PER_SECOND = 40;
    private static final int GIFT = 500;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    private static Node node;

    @BeforeClass
    public static void start() throws Exception {
        node = PostgresNode.prepared("postgres-handover", SERVER, "use = true");
        PostgresNode.withoutSqlite(node);
        // Longer than from one sign of life of a stream to the next: while the ledger changes hands no total moves.
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "idleSeconds = 20");
        // What comes from deploy/ may take longer than the command waits.
        Node.Result started = node.script("start");
        assertTrue(started.text(), started.status() == 0 || started.status() == 5);
        Await.until("it is fit: " + started.text(), () -> node.script("status").status() == 0);
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, node.script("stop").status());
    }

    @Test
    public void aRestartUnderGiftsCountsEachOnce() throws Exception {
        long first = node.serving().pid();
        counted(() -> {
            Node.Result restarted = node.script("restart");
            System.out.print(restarted.text());
            assertEquals(restarted.text(), 0, restarted.status());
        });
        assertNotEquals(first, node.serving().pid());
        assertFalse("nothing is in a book of its own", Files.exists(node.ledger()));
    }

    @Test
    public void bOneThatIsKilledWithTheLedgerInItsHandsGivesItBack() throws Exception {
        long serving = node.serving().pid();
        Path log = node.home().resolve("data/logs/groundswell.log");
        Pattern given = Pattern.compile("Process (\\d+) may write from now on");
        long before = given.matcher(Files.readString(log)).results().count();
        counted(() -> {
            var killer = Thread.ofPlatform().start(() -> Await.until("the new process is killed", () ->
                    given.matcher(Files.readString(log)).results().skip(before).findFirst()
                            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.group(1))))
                            .filter(ProcessHandle::destroyForcibly).isPresent()));
            Node.Result restarted = node.script("restart");
            System.out.print(restarted.text());
            killer.join();
            assertEquals(restarted.text(), 1, restarted.status());
        });
        assertEquals(serving, node.serving().pid());
    }

    /** What happens while donors give. */
    @FunctionalInterface
    private interface Event {
        void happen() throws Exception;
    }

    private static void counted(Event event) throws Exception {
        long before = number("SELECT coalesce(sum(raised), 0) FROM entry");
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            Await.until("gifts are taken", () -> load.figures().accepted() > 0);
            event.happen();
        }
        MixedLoad.Figures seen = load.figures();
        System.out.println(seen);
        assertEquals(seen.examples().toString(), 0, seen.failures());
        // The sandbox tells the node of a payment in its own time.
        Await.until("gifts accepted are in the ledger", () ->
                before + seen.accepted() * GIFT == number("SELECT coalesce(sum(raised), 0) FROM entry"));
        assertEquals("no gift is paid twice", 0, number("SELECT count(*) FROM (SELECT 1 FROM entry WHERE state = 'PAID'"
                + " GROUP BY donation HAVING count(*) > 1) twice"));
        long sum = before + seen.accepted() * GIFT;
        assertEquals(sum, number("SELECT sum(raised) FROM total"));
        Await.until("pages show it", () -> node.visitor().raised() == sum);
    }

    private static long number(String query) throws SQLException {
        return SERVER.number(SCHEMA, query);
    }
}
