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
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Many random evenings with the real ledger: notifications that come late, twice, out of order or never; answers that
 * are lost; a node that dies between any two steps; clocks that jump; refunds that fail, disputes, later months.
 */
public class SimulatorTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.simulation.seed", System.nanoTime());
    /** Five times as many where the tests of the whole run, too (see this module's pom). */
    private static final int HISTORIES = Integer.getInteger("groundswell.simulation.histories", 1000);
    private static final int AT_ONCE = 32;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theBooksAgreeWhateverHappens() throws Exception {
        System.out.println("SimulatorTest: " + HISTORIES + " histories from seed " + SEED);
        Ledger ledger = new SqliteLedger(folder.getRoot().toPath().resolve("ledger/ledger.db"));
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Callable<Void>>();
            for (int i = 0; i < HISTORIES; i++) {
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
                    + " -Dgroundswell.simulation.seed=" + seed + " (" + e.getMessage() + ")", e);
        }
    }
}
