package org.groundswell.kernel.keeper.ending;

import static org.groundswell.kernel.api.keeper.SwapOutcome.BEGUN;
import static org.groundswell.kernel.api.keeper.SwapOutcome.GOOD;
import static org.groundswell.kernel.api.keeper.SwapOutcome.ROLLED_BACK;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What nobody had before, and a node on which much comes up at once: a ledger that makes its tables, and its driver. */
public class ComingUpTest {
    private static final int LONG = 600_000;
    private static final String DRIVER = "org.example.driver";
    /** Longer than the settling of the test's keeper. */
    private static final Duration SLOW = Duration.ofMillis(500);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKeeper keeper;

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void aPortThatNobodyHadGetsTheTimeOfAStart() throws Exception {
        keeper.framework().whenStarting(jar -> provide(jar, -1));
        keeper.ready(after(SLOW));
        assertEquals(GOOD, swap(TestKeeper.GREETER).get().outcome());
    }

    /** Somebody's calls wait for it: the jar before has to come back in time. */
    @Test
    public void aPortThatSomebodyHadHasToBeBackAtOnce() throws Exception {
        keeper.good("1.0.0");
        long bundle = keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
        keeper.ports(new PortStatus("ledger", List.of("Ledger"), bundle, bundle, 1, 0, 0, 0));
        keeper.framework().whenStarting(jar -> keeper.ready(jar.version().getMajor() == 1));
        SwapRecord record = keeper.node().swap(keeper.jar("2.0.0"), "test").get();
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("not back: ledger", record.reason());
    }

    @Test
    public void whoCameFirstIsNotGuiltyOfWhatALaterOneIsStillDoing() throws Exception {
        keeper.close();
        keeper = new TestKeeper(folder.newFolder().toPath(), LONG);
        swap(DRIVER);
        var looks = new AtomicInteger();
        keeper.framework().whenStarting(jar -> {
            provide(jar, -1);
            keeper.well(() -> looks.incrementAndGet() > 8);
            keeper.ready(() -> looks.get() > 8);
        });
        swap(TestKeeper.GREETER);
        assertEquals(List.of(BEGUN, BEGUN), keeper.outcomes());
    }

    @Test
    public void itIsGuiltyOfWhatNobodyElseCanHaveDone() throws Exception {
        keeper.close();
        keeper = new TestKeeper(folder.newFolder().toPath(), LONG);
        CompletableFuture<SwapRecord> driver = swap(DRIVER);
        keeper.well(() -> false);
        assertEquals("health checks fail: " + TestKeeper.CHECK, driver.get().reason());
    }

    @Test
    public void probationBeginsWhenTheStartIsOver() throws Exception {
        var starting = new AtomicBoolean(true);
        keeper.node().start().lastsWhile(starting::get);
        CompletableFuture<SwapRecord> driver = swap(DRIVER);
        var looks = new AtomicInteger();
        keeper.well(() -> looks.incrementAndGet() > 8);
        TestKeeper.await("it was looked at", () -> looks.get() > 4 || driver.isDone());
        assertFalse("while all comes up nothing is held against it", driver.isDone());
        TestKeeper.await("all is well", () -> looks.get() > 8);
        starting.set(false);
        assertEquals(GOOD, driver.get().outcome());
    }

    private CompletableFuture<SwapRecord> swap(String name) throws Exception {
        return keeper.node().swap(keeper.jar(name, "1.0.0"), "test");
    }

    /** The bundle provides a port from its start on. */
    private void provide(BundleFile jar, long before) {
        long bundle = keeper.framework().find(jar.symbolicName()).orElseThrow().getBundleId();
        keeper.ports(new PortStatus("ledger", List.of("Ledger"), bundle, before, 0, 0, 0, 0));
    }

    /** True so long after it was asked first. */
    private static BooleanSupplier after(Duration time) {
        var first = new AtomicLong();
        return () -> {
            first.compareAndSet(0, System.nanoTime());
            return System.nanoTime() - first.get() > time.toNanos();
        };
    }
}
