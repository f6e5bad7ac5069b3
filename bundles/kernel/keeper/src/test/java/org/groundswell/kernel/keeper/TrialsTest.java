package org.groundswell.kernel.keeper;

import static org.groundswell.kernel.api.keeper.SwapOutcome.BEGUN;
import static org.groundswell.kernel.api.keeper.SwapOutcome.GOOD;
import static org.groundswell.kernel.api.keeper.SwapOutcome.INTERRUPTED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.REMOVED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.ROLLED_BACK;
import static org.groundswell.kernel.api.keeper.SwapOutcome.SET_ASIDE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.PortStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

/** What becomes of a jar that is put in, and of the bundle when it is not good. */
public class TrialsTest {
    private static final int AT_ONCE = 0;
    private static final int LONG = 600_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKeeper keeper;

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), AT_ONCE);
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void whatDoesWellIsGood() throws Exception {
        keeper.good("1.0.0");
        assertEquals("1.0.0", keeper.running());
        keeper.good("2.0.0");
        assertEquals("2.0.0", keeper.running());
        assertEquals(List.of(BEGUN, GOOD, BEGUN, GOOD), keeper.outcomes());
    }

    @Test
    public void aNewBundleThatDoesNotStartIsTakenAwayAgain() throws Exception {
        keeper.framework().whenStarting(jar -> {
            throw new BundleException("the activator threw", new IllegalStateException("no such table"));
        });
        SwapRecord record = swap("1.0.0").get();
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("the innermost cause", "no such table", record.reason());
        assertTrue(keeper.framework().find(TestKeeper.GREETER).isEmpty());
    }

    @Test
    public void theJarBeforeComesBack() throws Exception {
        keeper.good("1.0.0");
        breakFrom("2.0.0");
        SwapRecord record = swap("2.0.0").get();
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("1.0.0", record.from());
        assertEquals("1.0.0", keeper.running());
        assertFalse(keeper.node().swapper().isOnTrial(TestKeeper.GREETER));
    }

    @Test
    public void whatCameOutOfItsStartAndBringsNoPortGoesBack() throws Exception {
        keeper.good("1.0.0");
        long bundle = keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
        keeper.ports(new PortStatus("greetings", List.of("Greeter"), bundle, bundle, 1, 0, 0, 0));
        keeper.framework().whenStarting(jar -> keeper.ready(jar.version().getMajor() == 1));
        SwapRecord record = swap("2.0.0").get();
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("not back: greetings", record.reason());
        assertEquals("1.0.0", keeper.running());
    }

    @Test
    public void whereNeitherWorksTheBundleIsSetAsideAndTheRestServes() throws Exception {
        keeper.good("1.0.0");
        breakFrom("1.0.0");
        SwapRecord record = swap("2.0.0").get();
        assertEquals(SET_ASIDE, record.outcome());
        assertTrue(record.reason(), record.reason().contains("2.0.0 does not work; and then the one before: 1.0.0"));
        assertEquals("", keeper.running());
        assertEquals(List.of(record), keeper.node().jars().setAside());
    }

    @Test
    public void whatDoesNotLetItselfBeTakenAwayIsSetAside() throws Exception {
        breakFrom("1.0.0");
        keeper.framework().whenLeaving(jar -> {
            throw new BundleException("it hangs");
        });
        SwapRecord record = swap("1.0.0").get();
        assertEquals(SET_ASIDE, record.outcome());
        assertTrue(record.reason(), record.reason().contains("gone when the node was restarted"));
    }

    @Test
    public void aNodeThatStopsSaysNothingAgainstTheJar() throws Exception {
        keeper.good("1.0.0");
        keeper.framework().whenStarting(jar -> {
            keeper.framework().stop();
            throw new BundleException("nothing starts any more");
        });
        assertEquals(INTERRUPTED, swap("2.0.0").get().outcome());
        assertEquals(List.of(BEGUN, GOOD, BEGUN, INTERRUPTED), keeper.outcomes());
    }

    @Test
    public void theNextJarEndsTheTrialOfTheOneBefore() throws Exception {
        keeper.close();
        keeper = new TestKeeper(folder.newFolder().toPath(), LONG);
        CompletableFuture<SwapRecord> first = swap("1.0.0");
        CompletableFuture<SwapRecord> second = swap("2.0.0");
        assertEquals(INTERRUPTED, first.get().outcome());
        assertFalse(second.isDone());
        assertEquals(List.of(BEGUN, INTERRUPTED, BEGUN), keeper.outcomes());
        assertEquals("the next swap came first", keeper.history().all().get(1).reason());
    }

    @Test
    public void whatIsTakenAwayOnTrialIsNotJudged() throws Exception {
        keeper.close();
        keeper = new TestKeeper(folder.newFolder().toPath(), LONG);
        CompletableFuture<SwapRecord> trial = swap("1.0.0");
        keeper.node().swapper().remove(TestKeeper.GREETER, "test");
        assertEquals(INTERRUPTED, trial.get().outcome());
        assertEquals(List.of(BEGUN, INTERRUPTED, REMOVED), keeper.outcomes());
        assertTrue(keeper.framework().find(TestKeeper.GREETER).isEmpty());
    }

    @Test
    public void callsThatBreakWhileItIsWatchedBringTheJarBeforeBack() throws Exception {
        keeper.good("1.0.0");
        long bundle = keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
        keeper.node().change(Fake.settings(NodeKeeper.Config.class,
                (setting, none) -> setting.equals("probationMillis") ? LONG : null));
        CompletableFuture<SwapRecord> trial = swap("2.0.0");
        keeper.ports(new PortStatus("greetings", List.of("Greeter"), bundle, bundle, 4, 3, 0, 0));
        SwapRecord record = trial.get();
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("3 of 4 calls broke", record.reason());
        assertEquals("1.0.0", keeper.running());
    }

    @Test
    public void whatAPersonRolledBackWaitsForAPerson() throws Exception {
        keeper.good("1.0.0");
        keeper.good("2.0.0");
        assertEquals(GOOD, keeper.node().rollback(TestKeeper.GREETER, "somebody").get().outcome());
        assertEquals("1.0.0", keeper.running());
        SwapRecord refused = keeper.node().swapper().swap(keeper.jar("2.0.0"), "deploy", false).get();
        assertTrue(refused.reason(), refused.reason().contains("rolled back, by somebody"));
        assertEquals(GOOD, swap("2.0.0").get().outcome());
    }

    private CompletableFuture<SwapRecord> swap(String version) throws Exception {
        return keeper.node().swap(keeper.jar(version), "test");
    }

    /** From now on this version and all later ones do not start. */
    private void breakFrom(String version) {
        keeper.framework().whenStarting(jar -> {
            if (jar.version().compareTo(Version.parseVersion(version)) >= 0) {
                throw new BundleException(jar.version() + " does not work");
            }
        });
    }
}
