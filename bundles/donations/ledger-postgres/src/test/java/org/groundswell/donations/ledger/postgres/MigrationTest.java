package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A ledger in SQLite that goes on while it is moved. */
public class MigrationTest {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String schema;
    private PrimarySource database;
    private Path file;
    private SqliteLedger old;
    private Gifts gifts;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        database = Source.of(SERVER, schema);
        file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        old = new SqliteLedger(file);
        gifts = new Gifts(() -> old);
        many(gifts);
    }

    /** More than one page. */
    private static void many(Gifts gifts) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 1_200).forEach(i -> threads.submit(() -> gifts.recorded("n" + i, 100)));
        }
    }

    @After
    public void end() throws Exception {
        // Nothing is left open but the old book, which its own bundle closes.
        gifts.recorded("the old book can still be written", 100);
    }

    @Test
    public void allIsThereAndGoesOn() throws Exception {
        UUID early = paid("early");
        UUID corrected = paid("corrected");
        old.issue(early, Instant.now(), ZoneOffset.UTC);
        UUID test = UUID.randomUUID();
        old.pledge(Gifts.pledge(test, "test", "", 700).asTest(true));
        String position = old.position();
        begin(Migration::copy);
        // Meanwhile.
        UUID late = paid("late");
        gifts.pending(gifts.recorded("pending", 300), "pp");
        old.settle(early, Instant.now());
        old.issue(late, Instant.now(), ZoneOffset.UTC);
        Donation before = old.donation(corrected).orElseThrow();
        old.correct(corrected, Gifts.pledge(corrected, "", "berta@example.org", 1).donor(), before.version(),
                new Remark(Gifts.NOW, "berta", Remark.Kind.CORRECTED, "a letter"));
        old.begin(new BegunRefund("r", late, Money.parse("EUR 5"), Money.parse("EUR 0"), BegunRefund.State.OPEN),
                new Remark(Gifts.NOW, "berta", Remark.Kind.NOTE, "asked for"));
        assertTrue("nobody else writes meanwhile", refusal().contains("being moved"));
        try (var looking = new Closing(ledger())) {
            Await.until("another node shows what is there", () -> new Gifts(looking::ledger).raised() == 5000);
            begin(migration -> migration.finish(file));
            Await.until("and the rest", () -> new Gifts(looking::ledger).raised() == gifts.raised());
        }
        try (var moved = new Closing(ledger())) {
            PostgresLedger now = moved.ledger();
            assertEquals(old.totals(Gifts.CAMPAIGN, Money.parse("EUR 1").getCurrencyUnit()),
                    now.totals(Gifts.CAMPAIGN, Money.parse("EUR 1").getCurrencyUnit()));
            List<Donation> all = old.newest(null, 1_000);
            assertEquals(all, now.newest(null, 1_000));
            for (UUID each : List.of(early, corrected, late, test)) {
                assertEquals(old.entries(each), now.entries(each));
                assertEquals(old.issued(each), now.issued(each));
                assertEquals(old.remarks(each), now.remarks(each));
            }
            assertEquals(old.openRefund(late), now.openRefund(late));
            assertEquals(old.owed(), now.owed());
            EntryPage rest = old.entriesAfter(position, 1_000);
            assertEquals("positions stay", rest, now.entriesAfter(position, 1_000));
            goesOn(now, late, rest.position());
        }
    }

    private void goesOn(PostgresLedger now, UUID late, String position) {
        var fresh = new Gifts(() -> now);
        assertTrue("told once more", fresh.change(late, DonationState.PAID, "p late", "e late", 2500, 0)
                instanceof ChangeOutcome.Ignored);
        UUID next = UUID.randomUUID();
        now.pledge(Gifts.pledge(next, "next", "anna@example.org", 2500));
        fresh.change(next, DonationState.PAID, "p", "e", 2500, 0);
        assertEquals(3, now.issue(next, Instant.now(), ZoneOffset.UTC).orElseThrow().count());
        assertTrue(now.remark(next, new Remark(Gifts.NOW, "berta", Remark.Kind.NOTE, "after the move")));
        assertEquals(now.entries(next), now.entriesAfter(position, 10).entries());
        assertTrue(now.recount().stream().allMatch(Recount::agrees));
    }

    @Test
    public void anotherLedgerOrForeignGiftsAreLeftAlone() throws Exception {
        begin(migration -> migration.finish(file));
        SqliteLedger other = new SqliteLedger(folder.getRoot().toPath().resolve("other/ledger.db"));
        many(new Gifts(() -> other));
        Path mine = file;
        file = folder.getRoot().toPath().resolve("other/ledger.db");
        assertTrue(failure().contains("another ledger"));
        file = mine;
        try (var moved = new Closing(ledger())) {
            new Gifts(moved::ledger).recorded("a gift of somebody", 100);
        }
        assertTrue(failure().contains("gifts of others"));
    }

    @Test
    public void whatIsNotTheSameIsSaidAndNotUsed() throws Exception {
        paid("k");
        begin(Migration::copy);
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE donation SET amount = 7, message = 'x' WHERE key = 'n3'");
        }
        String said = failure();
        assertTrue(said, said.contains("not the same: donation: "));
        assertTrue(refusal().contains("being moved"));
    }

    private interface Step {
        void take(Migration migration) throws Exception;
    }

    /** As a command that is given anew. */
    private void begin(Step step) throws Exception {
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection target = database.getConnection()) {
            var migration = new Migration(source, target);
            migration.begin(Instant.now());
            step.take(migration);
        }
    }

    private String failure() {
        return assertThrows(MigrationFailedException.class, () -> begin(migration -> migration.finish(file))).getMessage();
    }

    private String refusal() throws Exception {
        try (var early = new Closing(ledger())) {
            return assertThrows(LedgerUnavailableException.class,
                    () -> new Gifts(early::ledger).recorded("too early", 100)).getMessage();
        }
    }

    /** As the one that begins when the book was moved. */
    private PostgresLedger ledger() throws SQLException {
        Path moved = folder.getRoot().toPath().resolve("ledger/ledger.db");
        return new PostgresLedger(Source.of(schema, SERVER.port(), moved), 1000, 100, 2, Duration.ofMillis(50));
    }

    private record Closing(PostgresLedger ledger) implements AutoCloseable {
        @Override
        public void close() {
            ledger.close();
        }
    }

    private UUID paid(String key) {
        UUID id = UUID.randomUUID();
        old.pledge(Gifts.pledge(id, key, "anna@example.org", 2500));
        gifts.change(id, DonationState.PAID, "p " + key, "e " + key, 2500, 0);
        return id;
    }
}
