package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

/** A node whose clock is not the database's says so. */
public class DatabaseClockTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofMinutes(2));
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    public void clocksThatAreApartAreSaidUntilTheyAreSet() throws Exception {
        try (var readers = new Readers(Source.of(SERVER, SERVER.schema()), 1)) {
            var ours = new DatabaseClock(readers, clock);
            assertEquals("nobody has looked", Optional.empty(), ours.warning());
            ours.look();
            String said = ours.warning().orElseThrow();
            assertTrue(said, said.matches("This machine's clock is 1[12]\\d s ahead of that of the database: set it .*"));
            ahead.set(Duration.ofMinutes(-2));
            ours.look();
            said = ours.warning().orElseThrow();
            assertTrue(said, said.contains(" s behind that of the database"));
            ahead.set(Duration.ofSeconds(2));
            ours.look();
            assertEquals(Optional.empty(), ours.warning());
        }
    }

    @Test
    public void theHealthOfTheLedgerSaysIt() throws Exception {
        var ledger = new PostgresLedger(Source.of(SERVER, SERVER.schema()), 1000, 100, 2, Duration.ofMillis(50),
                Attempts.DOUBT, new Bell(null), clock);
        Await.until("it is said", () -> ledger.warning().orElse("").contains("ahead of that of the database"));
        assertEquals("gifts go on", Optional.empty(), ledger.failure());
        ledger.close();
    }

    @Test
    public void aDatabaseThatIsAwayHasNoClock() throws Exception {
        try (var readers = new Readers(Source.of(SERVER, SERVER.schema()), 1)) {
            var ours = new DatabaseClock(readers, clock);
            SERVER.kill();
            ours.look();
            assertEquals(Optional.empty(), ours.warning());
        } finally {
            SERVER.start();
        }
    }
}
