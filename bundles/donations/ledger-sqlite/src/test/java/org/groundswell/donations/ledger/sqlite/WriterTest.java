package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.PledgeOutcome;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WriterTest {
    private static final List<Throwable> ERRORS = List.of(new StackOverflowError("deep"), new OutOfMemoryError("much"),
            new NoClassDefFoundError("gone"), new AssertionError("false"), new UncheckedIOException(
                    new IOException("torn")));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Database database;
    private Writer writer;
    private Writer.Told told = new Writer.Told(_ -> { }, _ -> { });

    @Before
    public void open() throws Exception {
        database = new Database(folder.getRoot().toPath().resolve("ledger/ledger.db"));
        writer = new Writer(database, 1000, 100, new Writer.Told(each -> told.committed().accept(each),
                each -> told.restated().accept(each)));
    }

    @After
    public void close() throws Exception {
        writer.close();
        database.close();
    }

    @Test
    public void whateverACommandThrowsTheNextOneIsRecorded() {
        for (Throwable error : ERRORS) {
            assertThrows(RuntimeException.class, () -> within(book -> {
                book.pledge(Gifts.pledge("never " + error));
                throw thrown(error);
            }));
            assertTrue(within(book -> book.pledge(Gifts.pledge("after " + error))) instanceof PledgeOutcome.Recorded);
            assertEquals("what it had written is not so", 0,
                    within(book -> book.pledge(Gifts.pledge("never " + error)) instanceof PledgeOutcome.Recorded ? 0 : 1)
                            .intValue());
        }
        assertTrue(writer.health().failure().isEmpty());
        assertTrue(writer.health().warning().get(), writer.health().warning().get().contains("false"));
    }

    @Test
    public void anErrorIsToldAsAnUnavailableLedger() {
        assertThrows(LedgerUnavailableException.class, () -> within(_ -> {
            throw new StackOverflowError();
        }));
    }

    @Test
    public void neighboursOfACommandThatBreaksDownAreRecorded() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<PledgeOutcome>>();
            var refused = new ArrayList<Future<?>>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                results.add(threads.submit(() -> writer.execute(book -> book.pledge(Gifts.pledge("n" + number)))));
                if (number % 20 == 0) {
                    refused.add(threads.submit(() -> writer.execute(_ -> {
                        throw new StackOverflowError();
                    })));
                }
            }
            for (var result : results) {
                assertTrue(result.get(60, TimeUnit.SECONDS) instanceof PledgeOutcome.Recorded);
            }
            for (var each : refused) {
                assertThrows(Exception.class, () -> each.get(60, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    public void whoeverIsToldMayBreakDown() {
        for (Throwable error : ERRORS) {
            told = new Writer.Told(_ -> thrown(error), _ -> thrown(error));
            assertTrue(within(book -> book.pledge(Gifts.pledge("k" + error))) instanceof PledgeOutcome.Recorded);
            // Has the ledger opened anew, which is told as well.
            assertThrows(LedgerUnavailableException.class, () -> within(_ -> {
                throw new StackOverflowError();
            }));
        }
    }

    /** A ledger is exchanged while donors wait: its last turn may not wait for a command that nobody gives any more. */
    @Test
    public void theTurnOfAClosedWriterWaitsForNothing() throws Exception {
        writer.close();
        Thread.currentThread().interrupt();
        writer.turn();
        assertTrue("whoever waits ends an interruption", Thread.interrupted());
    }

    /** Nobody waits for ever. */
    private <T> T within(Writer.Command<T> command) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var result = threads.submit(() -> writer.execute(command));
            try {
                return result.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException | TimeoutException e) {
                threads.shutdownNow();
                throw new AssertionError("no answer", e);
            }
        }
    }

    private static RuntimeException thrown(Throwable error) {
        if (error instanceof Error real) {
            throw real;
        }
        throw (RuntimeException) error;
    }
}
