package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleReference;

/** Bundles that stop others, or take them away. */
public class RescueTest {
    private static final String SHIPPED = "org.example.shipped";
    private static final String CULPRIT = "org.example.culprit";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKeeper keeper;
    private Rescue rescue;
    private Bundle victim;

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
        rescue = new Rescue(keeper.framework().context(), keeper.node(), keeper.history());
        rescue.stop();
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
                as(culprit(), victim::stop);
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
        as(culprit(), () -> {
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
            as(culprit(), victim::stop);
            rescue.look();
            assertTrue(Installation.runs(victim));
        }
        assertEquals(Bundle.RESOLVED, culprit().getState());
        assertEquals(CULPRIT, keeper.history().setAside().getFirst().bundle());
    }

    @Test
    public void peopleAndTheBundleItselfMayStopIt() throws Exception {
        keeper.node().swap(keeper.jar(CULPRIT, "1.0.0"), "test").get();
        as(shipped("org.example.shell"), victim::stop);
        as(culprit(), culprit()::stop);
        rescue.look();
        assertEquals(Bundle.RESOLVED, victim.getState());
        assertEquals(Bundle.RESOLVED, culprit().getState());
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

    /** Something that a bundle does. */
    @FunctionalInterface
    public interface Doing {
        void now() throws BundleException;
    }

    /** A class that each bundle of this test has for itself, as their classes are told apart by their loaders. */
    public static final class Hand {
        public static void does(Doing doing) throws BundleException {
            doing.now();
        }
    }

    private static void as(Bundle bundle, Doing doing) throws BundleException {
        try {
            new Own(bundle).loadClass(Hand.class.getName()).getMethod("does", Doing.class).invoke(null, doing);
        } catch (ReflectiveOperationException e) {
            throw new BundleException("not done", e);
        }
    }

    private static final class Own extends ClassLoader implements BundleReference {
        private final Bundle bundle;

        Own(Bundle bundle) {
            super(RescueTest.class.getClassLoader());
            this.bundle = bundle;
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Hand.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
