package org.groundswell.donations.payouts;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

/** Many random evenings, whose money has to be explained to the cent in the end. */
public class PayoutSimulatorTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.simulation.seed", System.nanoTime());
    private static final int EVENINGS = Integer.getInteger("groundswell.simulation.evenings", 500);
    private static final int AT_ONCE = 2;

    @Test
    public void theBooksAgreeWithTheBankToTheCent() throws Exception {
        System.out.println("PayoutSimulatorTest: " + EVENINGS + " evenings from seed " + SEED);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Callable<Void>>();
            for (int i = 0; i < EVENINGS; i++) {
                long seed = SEED + i;
                running.add(() -> {
                    simulate(seed);
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
    }

    private static void simulate(long seed) throws IOException, SQLException {
        try {
            new SimulatedEvening(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("repeat with: mvn test -pl bundles/donations/payouts -am -Dtest=PayoutSimulatorTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dgroundswell.simulation.evenings=1"
                    + " -Dgroundswell.simulation.seed=" + seed + " (" + e.getMessage() + ")", e);
        }
    }
}
