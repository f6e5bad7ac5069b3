package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertTrue;

import java.lang.ref.Reference;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Nodes that look at the database by themselves only once in ten minutes. */
public class BellTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private Bell ours;
    private Bell theirs;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        ours = new Bell(Source.of(SERVER, schema));
        theirs = new Bell(Source.of(SERVER, schema));
        Await.until("both listen", () -> listening() == 2);
    }

    @After
    public void close() {
        ours.close();
        theirs.close();
    }

    @Test
    public void aGiftHereIsShownThereWithoutWaitingForALook() throws Exception {
        PostgresLedger here = node(ours);
        PostgresLedger there = node(theirs);
        try {
            new Gifts(() -> there).raised();
            gift(here, "k");
            Await.until("the other node shows it", () -> new Gifts(() -> there).raised() == 2500);
        } finally {
            here.close();
            there.close();
        }
    }

    @Test
    public void whateverOftenItIsRungItIsHeardFourTimesASecond() throws Exception {
        var heard = new AtomicInteger();
        theirs.add(heard::incrementAndGet);
        // Who begins to listen looks once by itself.
        Await.until("it is heard", () -> {
            ours.ring();
            return heard.get() >= 1;
        });
        int before = heard.get();
        long begin = System.nanoTime();
        Await.until("it is heard now and then", () -> {
            ours.ring();
            return heard.get() >= before + 3;
        });
        long quarters = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 250;
        int times = heard.get() - before;
        // One may have been on its way.
        assertTrue(times + " times in " + quarters + " quarters of a second", times <= quarters + 2);
    }

    @Test
    public void aHearerThatFailsKeepsNobodyFromHearingAgain() throws Exception {
        var heard = new AtomicInteger();
        theirs.add(() -> {
            if (heard.incrementAndGet() < 3) {
                throw new AssertionError("of the test");
            }
        });
        Await.until("it is heard again", () -> {
            ours.ring();
            return heard.get() >= 4;
        });
    }

    /** The database answers only after whoever closes it has waited long enough. */
    @Test
    public void whatIsClosedWhileItConnectsLeavesNoSession() throws Exception {
        var connecting = new CompletableFuture<Thread>();
        var answer = new CountDownLatch(1);
        var late = new Bell(new PrimarySource(PostgresServer.url(schema, SERVER.port()), PostgresServer.USER, () -> {
            connecting.complete(Thread.currentThread());
            while (answer.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
            return PostgresServer.PASSWORD;
        }));
        Thread thread = connecting.get();
        late.close();
        answer.countDown();
        assertTrue(thread.join(Duration.ofSeconds(30)));
        Await.until("only the two listen", () -> listening() == 2);
        // What nobody holds any more, the driver closes.
        Reference.reachabilityFence(late);
    }

    /** What was written meanwhile is looked for once it listens again. */
    @Test
    public void whoseConnectionIsCutListensAgain() throws Exception {
        var heard = new AtomicInteger();
        theirs.add(heard::incrementAndGet);
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                    + " OR query LIKE '%pg_notify%' AND pid <> pg_backend_pid()");
        }
        Await.until("it has looked once more", () -> heard.get() >= 1);
        int before = heard.get();
        Await.until("it is heard", () -> {
            ours.ring();
            return heard.get() > before + 1;
        });
    }

    private long listening() throws Exception {
        return SERVER.number(schema, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%"
                + schema + "%'");
    }

    private PostgresLedger node(Bell bell) throws Exception {
        return new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 4, Duration.ofMinutes(10), Attempts.DOUBT, bell,
                InstantSource.system());
    }

    private static void gift(PostgresLedger node, String key) {
        UUID id = UUID.randomUUID();
        node.pledge(Gifts.pledge(id, key, "", 2500));
        new Gifts(() -> node).change(id, DonationState.PAID, "p " + key, "e " + key, 2500, 0);
    }
}
