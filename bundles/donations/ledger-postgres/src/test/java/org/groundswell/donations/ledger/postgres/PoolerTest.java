package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PgBouncer;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Two nodes behind a pooler in transaction mode, without LISTEN. */
public class PoolerTest {
    /** More than a driver sends before it gives its statements names. */
    private static final int MANY = 60;
    @Rule
    public final PostgresServer server = new PostgresServer();
    private PgBouncer pooler;
    private PostgresLedger here;
    private PostgresLedger there;
    private PostgresRecords records;

    @Before
    public void open() throws Exception {
        pooler = new PgBouncer(server);
        here = new PostgresLedger(source(), 1000, 10, 2, Duration.ofMillis(50));
        there = new PostgresLedger(source(), 1000, 10, 2, Duration.ofMillis(50));
        records = new PostgresRecords(source());
    }

    @After
    public void close() throws Exception {
        here.close();
        there.close();
        records.close();
        pooler.close();
    }

    @Test
    public void giftsOfBothCountOnceAndAreShownAtBoth() throws Exception {
        var first = new Gifts(() -> here);
        var second = new Gifts(() -> there);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<UUID>> given = IntStream.range(0, MANY).<Callable<UUID>>mapToObj(i -> () -> {
                UUID id = UUID.randomUUID();
                (i % 2 == 0 ? here : there).pledge(Gifts.pledge(id, "k" + i, "anna@example.org", 100));
                first.change(id, DonationState.PAID, "p" + i, "e" + i, 100, 0);
                second.change(id, DonationState.PAID, "p" + i, "e" + i, 100, 0);
                assertTrue(there.remark(id, new Remark(Gifts.NOW, "berta", Remark.Kind.NOTE, "called")));
                here.issue(id, Instant.now(), ZoneOffset.UTC).orElseThrow();
                return id;
            }).toList();
            for (Future<UUID> each : threads.invokeAll(given)) {
                assertEquals(3, there.entries(each.get()).size() + here.remarks(each.get()).size());
            }
        }
        Await.until("both show all", () -> first.raised() == 100 * MANY && second.raised() == 100 * MANY);
        assertTrue(here.recount().stream().allMatch(each -> each.agrees()));
    }

    @Test
    public void whatNodesHaveInCommonIsWritten() throws Exception {
        for (int i = 0; i < MANY; i++) {
            records.put("decisions", Map.of("a" + i, "show"));
        }
        assertEquals(MANY, server.number("public", "SELECT count(*) FROM record"));
    }

    private PrimarySource source() throws SQLException {
        var source = new PrimarySource(pooler.url(), PostgresServer.USER, () -> PostgresServer.PASSWORD);
        source.avoidNamedStatements();
        return source;
    }
}
