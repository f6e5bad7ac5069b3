package org.groundswell.kernel.keeper.care;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.keeper.Hand;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.jars.Installation;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles that stop others, or take them away. */
public class RescueTest {
    private static final String SHIPPED = "org.example.shipped";
    private static final String CULPRIT = "org.example.culprit";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKeeper keeper;
    private Rescue rescue;
    private Bundle victim;
    private Instant now = Instant.now();

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
        rescue = new Rescue(keeper.framework().context(), keeper.node(), keeper.history(), () -> now);
        victim = shipped(SHIPPED);
        victim.start(0);
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void aNewJarThatStopsAnotherBundleGoesAndTheOtherRunsAgain() throws Exception {
        keeper.framework().whenStarting(jar -> {
            if (jar.symbolicName().equals(CULPRIT)) {
                Hand.of(culprit(), victim::stop);
            }
        });
        SwapRecord record = keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        assertEquals(SwapOutcome.ROLLED_BACK, record.outcome());
        assertEquals("it has stopped org.example.shipped: others are stopped by people", record.reason());
        rescue.look();
        assertTrue(Installation.runs(victim));
        assertTrue(said(), said().contains("org.example.culprit has stopped org.example.shipped"));
        assertEquals(SwapOutcome.RESTARTED, keeper.outcomes().getLast());
    }

    @Test
    public void whatIsTakenAwayComesBackFromWhereItCame() throws Exception {
        keeper.good("1.0.0");
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        Bundle greeter = keeper.framework().find(TestKeeper.GREETER).orElseThrow();
        Hand.of(culprit(), () -> {
            victim.uninstall();
            greeter.uninstall();
        });
        rescue.look();
        assertTrue(Installation.runs(keeper.framework().find(SHIPPED).orElseThrow()));
        TestKeeper.await("it is back", () -> keeper.running().equals("1.0.0"));
    }

    @Test
    public void whoDoesSoOverAndOverIsSetAside() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        for (int i = 0; i < 4; i++) {
            assertTrue(Installation.runs(culprit()));
            Hand.of(culprit(), victim::stop);
            rescue.look();
            assertTrue(Installation.runs(victim));
        }
        assertEquals(Bundle.RESOLVED, culprit().getState());
        assertEquals(CULPRIT, keeper.history().setAside().getFirst().bundle());
    }

    @Test
    public void peopleAndTheBundleItselfMayStopIt() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        Hand.of(shipped("org.example.shell"), victim::stop);
        Hand.of(culprit(), culprit()::stop);
        rescue.look();
        assertEquals(Bundle.RESOLVED, victim.getState());
        assertEquals(Bundle.RESOLVED, culprit().getState());
        assertEquals("", said());
    }

    @Test
    public void whatCannotStartIsTriedAgainUntilItRuns() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        var fails = new AtomicInteger(2);
        keeper.framework().whenStarting(jar -> {
            if (fails.getAndDecrement() > 0) {
                throw new BundleException("its database is away");
            }
        });
        Hand.of(culprit(), victim::uninstall);
        rescue.look();
        assertTrue(said(), said().endsWith("; it does not come back, and is tried again: its database is away"));
        rescue.look();
        assertEquals("not at once", 1, fails.get());
        now = now.plusSeconds(1);
        rescue.look();
        assertEquals(0, fails.get());
        now = now.plusSeconds(2);
        rescue.look();
        assertTrue(Installation.runs(keeper.framework().find(SHIPPED).orElseThrow()));
        assertTrue(said(), said().endsWith("; it runs again"));
    }

    @Test
    public void whatNeverStartsIsGivenUpAfterAnHour() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        keeper.framework().whenStarting(jar -> {
            throw new BundleException("its database is away");
        });
        Hand.of(culprit(), victim::stop);
        rescue.look();
        now = now.plusSeconds(3_700);
        rescue.look();
        assertTrue(keeper.node().meddlers().open().isEmpty());
        assertTrue(keeper.history().all().getLast().reason().contains("is not tried again: its database is away"));
    }

    @Test
    public void aPersonsWordCountsWhileItWaits() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        Hand.of(culprit(), victim::stop);
        assertTrue(said(), said().endsWith("; it does not run yet"));
        Hand.of(shipped("org.example.shell"), victim::uninstall);
        rescue.look();
        assertEquals(Bundle.UNINSTALLED, victim.getState());
        assertEquals("", said());
    }

    private Bundle culprit() {
        return keeper.framework().find(CULPRIT).orElseThrow();
    }

    private Bundle shipped(String name) throws Exception {
        Path jar = keeper.jar(name, "1.0.0");
        return keeper.framework().context().installBundle("reference:" + jar.toUri(), Files.newInputStream(jar));
    }

    private String said() {
        return StreamSupport.stream(rescue.execute().spliterator(), false).map(each -> each.getMessage())
                .filter(each -> !each.startsWith("No other")).reduce("", String::concat);
    }
}
