package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.contract.Gifts;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * What a command costs the node and the database, in processor time: gifts that are pledged, opened at a gateway and paid.
 * No test of the build; run by name with {@code -Dbrief.jvm=}, {@code -Dgroundswell.donors=} says how many give at
 * once.
 */
public class CommandBenchmark {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private static final int DONORS = Integer.getInteger("groundswell.donors", 80);
    private static final Duration WARM = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int COMMANDS = 3;

    private final AtomicLong commands = new AtomicLong();
    private volatile boolean over;

    /** At one moment. */
    private record Reading(long commands, long commits, Duration database, Duration node) {
    }

    @Test
    public void whatACommandCosts() throws Exception {
        String schema = SERVER.schema();
        var ledger = new PostgresLedger(Source.of(SERVER, schema), 10_000, 200, 4, Duration.ofMillis(250));
        var gifts = new Gifts(() -> ledger);
        gifts.recorded("first", 100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DONORS; i++) {
                threads.submit(() -> give(ledger, gifts));
            }
            Thread.sleep(WARM);
            Reading before = read(schema);
            Thread.sleep(MEASURED);
            Reading after = read(schema);
            over = true;
            report(before, after);
        }
        ledger.close();
        assertTrue(commands.get() > 0);
    }

    private void give(PostgresLedger ledger, Gifts gifts) {
        while (!over) {
            UUID id = UUID.randomUUID();
            ledger.pledge(Gifts.pledge(id, id.toString(), "anna@example.org", 2500));
            gifts.pending(id, "p" + id);
            gifts.change(id, DonationState.PAID, "p" + id, "e" + id, 2500, 0);
            commands.addAndGet(COMMANDS);
        }
    }

    private Reading read(String schema) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Reading(commands.get(), SERVER.number(schema, "SELECT sum(written) FROM writer"), SERVER.processorTime(),
                Duration.ofNanos(system.getProcessCpuTime()));
    }

    private static void report(Reading before, Reading after) {
        long commands = after.commands() - before.commands();
        System.out.printf("%,d commands a second in groups of %.0f; a command: database %.1f us, node %.1f us%n",
                commands / MEASURED.toSeconds(), (double) commands / (after.commits() - before.commits()),
                micros(after.database().minus(before.database()), commands),
                micros(after.node().minus(before.node()), commands));
    }

    private static double micros(Duration time, long commands) {
        return time.toNanos() / 1e3 / commands;
    }
}
