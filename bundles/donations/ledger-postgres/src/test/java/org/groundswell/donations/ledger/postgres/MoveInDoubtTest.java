package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.ledger.shared.Move;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A move that ends at its very last step: gifts stand in one book nevertheless. */
public class MoveInDoubtTest {
    private static final String OPENED = "UPDATE migration SET done = now()";
    private static final String LAST_COMPARED = " FROM total";
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String schema;
    private SwallowingProxy proxy;
    private Path file;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        proxy = new SwallowingProxy(SERVER.port());
        file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        var old = new SqliteLedger(file);
        new Gifts(() -> old).recorded("before", 100);
    }

    @After
    public void close() throws IOException {
        proxy.close();
    }

    @Test
    public void whatIsOpenToOthersIsNoBookOfThisNode() throws Exception {
        for (String each : new String[] {LAST_COMPARED, OPENED}) {
            proxy.swallowAnswerAfter(each);
            tried();
            assertTrue(each, Move.isOver(file) || !takesGifts());
        }
    }

    /** As a node that died in between finds it. */
    @Test
    public void whoseBookWasMovedOpensItToAll() throws Exception {
        move();
        assertFalse(takesGifts());
        proxy.swallowAnswerTo(OPENED);
        assertTrue(takesGiftsOf(node()));
        assertTrue(proxy.hasCaught());
        assertTrue(takesGifts());
    }

    /** Which was moved somewhere else, and has gifts there. */
    @Test
    public void nobodyElsesMoveIsEnded() throws Exception {
        Path other = folder.getRoot().toPath().resolve("other/ledger.db");
        Files.createDirectories(other.getParent());
        Move.end(other, "1");
        move();
        assertFalse(takesGiftsOf(Source.of(schema, SERVER.port(), other)));
    }

    @Test
    public void aMoveThatCannotBeNotedAtTheNodeIsNone() throws Exception {
        Path mark = Files.createDirectory(file.resolveSibling("moved-to-postgres"));
        assertThrows(IOException.class, this::move);
        assertFalse("gifts go on where they were", Move.isOver(file));
        assertFalse("and nowhere else", takesGifts());
        Files.delete(mark);
        move();
        assertTrue(takesGiftsOf(node()));
    }

    private void tried() throws Exception {
        try {
            move();
        } catch (SQLException e) {
            // As the command that says so.
        }
    }

    private void move() throws Exception {
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection target = node().getConnection()) {
            var migration = new Migration(source, target);
            migration.begin(Instant.now());
            migration.copy();
            migration.finish(file);
        }
    }

    /** What this node connects by. */
    private PrimarySource node() throws SQLException {
        PrimarySource source = Source.of(schema, proxy.port(), file);
        source.setProperty("socketTimeout", "1");
        return source;
    }

    /** Whether another node does. */
    private boolean takesGifts() throws Exception {
        return takesGiftsOf(Source.of(SERVER, schema));
    }

    private static boolean takesGiftsOf(PrimarySource database) {
        var ledger = new PostgresLedger(database, 1000, 100, 2, Duration.ofMillis(50));
        try {
            new Gifts(() -> ledger).recorded(UUID.randomUUID().toString(), 100);
            return true;
        } catch (LedgerUnavailableException e) {
            return false;
        } finally {
            ledger.close();
        }
    }
}
