package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.ledger.postgres.Command.Errand;
import org.groundswell.donations.ledger.postgres.Command.Step;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Whatever a command throws, errors too, whoever waits is answered and the writer goes on. */
public class WriterTest {
    private static final List<Throwable> FAILURES = List.of(new StackOverflowError("deep"), new OutOfMemoryError("much"),
            new NoClassDefFoundError("gone"), new AssertionError("false"), new IllegalStateException("torn"));

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private PostgresLedger ledger;

    @Before
    public void open() throws Exception {
        ledger = new PostgresLedger(Source.of(SERVER, SERVER.schema()), 1000, 100, 2, Duration.ofMillis(50));
    }

    @After
    public void close() {
        ledger.close();
    }

    @Test
    public void whateverACommandThrowsTheNextOneIsRecorded() throws Exception {
        for (Throwable failure : FAILURES) {
            Pledge never = pledge("never " + failure);
            for (Command<?> broken : List.of(new Step<>(needs -> needs.pledge(never), book -> {
                book.pledge(never, Cause.FORM);
                throw thrown(failure);
            }), new Errand<>(_ -> {
                throw thrown(failure);
            }))) {
                assertThrows(Exception.class, () -> within(() -> ledger.writer().execute(broken)));
                assertTrue(failure.toString(), within(() -> ledger.pledge(pledge("after " + UUID.randomUUID())))
                        instanceof PledgeOutcome.Recorded);
            }
            assertTrue("what it had written is not so", ledger.byKey(never.key()).isEmpty());
        }
        assertTrue(ledger.failure().isEmpty());
        assertTrue(ledger.warning().orElse(""), ledger.warning().orElse("").contains("a command broke down"));
    }

    @Test
    public void neighboursOfACommandThatBreaksDownAreRecorded() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<PledgeOutcome>>();
            var refused = new ArrayList<Future<?>>();
            for (int i = 0; i < 100; i++) {
                String key = "n" + i;
                results.add(threads.submit(() -> ledger.pledge(pledge(key))));
                if (i % 20 == 0) {
                    refused.add(threads.submit(() -> ledger.writer().execute(new Step<>(_ -> { }, _ -> {
                        throw new StackOverflowError();
                    }))));
                }
            }
            for (var result : results) {
                assertTrue(result.get(60, TimeUnit.SECONDS) instanceof PledgeOutcome.Recorded);
            }
            for (var each : refused) {
                assertThrows(Exception.class, () -> each.get(60, TimeUnit.SECONDS));
            }
        }
        assertEquals(100, ledger.newest(null, 1000).size());
    }

    private static Pledge pledge(String key) {
        return Gifts.pledge(UUID.randomUUID(), key, "", 100);
    }

    /** Nobody waits for ever. */
    private static <T> T within(Callable<T> work) throws Exception {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return threads.submit(work).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error real) {
            throw real;
        }
        throw (RuntimeException) failure;
    }
}
