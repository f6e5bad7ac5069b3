package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Many random evenings with the real ledgers, of one node and of three: notifications that come late, twice, out of order or never; answers that
 * are lost; a node that dies between any two steps; clocks that jump; refunds that fail, disputes, later months.
 */
public class SimulatorTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.simulation.seed", System.nanoTime());
    /** Five times as many where the tests of the whole run, too (see this module's pom). */
    private static final int HISTORIES = Integer.getInteger("groundswell.simulation.histories", 1000);
    /** Over PostgreSQL, where each costs more. */
    private static final int SHARED = Integer.getInteger("groundswell.simulation.shared", 40);
    private static final int NODES = 3;
    private static final int AT_ONCE = 32;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theBooksAgreeWhateverHappens() throws Exception {
        play(new SqliteLedger(folder.getRoot().toPath().resolve("ledger/ledger.db")), HISTORIES);
    }

    /** Each step of each evening at another node, and connections that are cut with answers on their way. */
    @Test
    public void theBooksAgreeOverOneDatabase() throws Exception {
        try (var nodes = new SeveralNodes(SERVER, NODES)) {
            play(nodes.asOne(), SHARED);
        }
    }

    private void play(Ledger ledger, int histories) throws Exception {
        System.out.println("SimulatorTest: " + histories + " histories from seed " + SEED);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Callable<Void>>();
            for (int i = 0; i < histories; i++) {
                long seed = SEED + i;
                running.add(() -> {
                    simulate(ledger, folder.getRoot().toPath(), seed);
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(running)) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw new AssertionError(e.getCause().getMessage(), e.getCause());
                }
            }
        }
        List<Recount> recounted = ledger.recount();
        assertEquals(List.of(), recounted.stream().filter(each -> !each.agrees()).limit(3).toList());
    }

    private static void simulate(Ledger ledger, Path folder, long seed) {
        try {
            new SimulatedHistory(ledger, folder, seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("repeat with: mvn test -pl bundles/donations/service -am -Dtest=SimulatorTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dgroundswell.simulation.histories=1"
                    + " -Dgroundswell.simulation.shared=1 -Dgroundswell.simulation.seed=" + seed + " (" + e.getMessage() + ")", e);
        }
    }
}
