package org.groundswell.kernel.keeper.care;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.keeper.Fake;
import org.groundswell.kernel.keeper.Hand;
import org.groundswell.kernel.keeper.Jars;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.history.History;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What another bundle stops or takes away, in the framework that the node has: its order of events, its locks. */
public class RescueOnFelixTest {
    private static final String VICTIM = "org.example.victim";
    private static final int LEVEL = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Framework framework;
    private History history;
    private NodeKeeper keeper;
    private Rescue rescue;
    private Bundle culprit;
    private Instant now = Instant.now();

    @Before
    public void start() throws Exception {
        Path home = folder.getRoot().toPath();
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.newFolder().toString(), NodeFolder.PROPERTY, home.toString(),
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "30", "felix.log.level", "0"));
        framework.start();
        history = new History(home.resolve("data/keeper/history.jsonl"));
        Ports none = Fake.of(Ports.class, (method, arguments) -> method.equals("isReady") ? true : List.of());
        keeper = new NodeKeeper(framework.getBundleContext(), history, none,
                Fake.of(HealthCheckExecutor.class, (method, arguments) -> List.of()),
                Fake.of(ServiceComponentRuntime.class, (method, arguments) -> List.of()),
                Fake.settings(NodeKeeper.Config.class, (setting, arguments) -> switch (setting) {
                    case "startMillis" -> 200;
                    case "settleMillis" -> 100;
                    case "probationMillis" -> 0;
                    default -> null;
                }));
        rescue = new Rescue(framework.getBundleContext(), keeper, history, () -> now);
        Path jar = Jars.write(home.resolve("culprit.jar"), headers("org.example.culprit", Map.of()));
        culprit = framework.getBundleContext().installBundle("groundswell:culprit", jar.toUri().toURL().openStream());
        culprit.start();
    }

    @After
    public void stop() throws Exception {
        keeper.stop();
        history.close();
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    public void whatRanRunsAgain() throws Exception {
        Bundle victim = shipped(VICTIM, Map.of());
        victim.start();
        Hand.of(culprit, victim::uninstall);
        rescue.look();
        assertBack(victim, Bundle.ACTIVE);
    }

    @Test
    public void whatHadBeenStoppedIsThereAgain() throws Exception {
        Bundle victim = shipped(VICTIM, Map.of());
        victim.start();
        victim.stop();
        Hand.of(culprit, victim::uninstall);
        rescue.look();
        assertBack(victim, Bundle.INSTALLED);
    }

    @Test
    public void aFragmentIsThereAgain() throws Exception {
        shipped(VICTIM, Map.of()).start();
        Bundle fragment = shipped("org.example.fragment", Map.of(Constants.FRAGMENT_HOST, VICTIM));
        Hand.of(culprit, fragment::uninstall);
        rescue.look();
        assertBack(fragment, Bundle.INSTALLED);
    }

    @Test
    public void whatIsSlowToStopRunsAgainWhenItWasTakenAway() throws Exception {
        Bundle victim = slow();
        endsSlowly(victim, victim::uninstall);
        rescue.look();
        assertBack(victim, Bundle.ACTIVE);
    }

    @Test
    public void whatIsSlowToStopRunsAgainWhenItWasStopped() throws Exception {
        Bundle victim = slow();
        endsSlowly(victim, victim::stop);
        rescue.look();
        assertEquals(Bundle.ACTIVE, victim.getState());
    }

    /** A framework tells of a failed start as of a stop. */
    @Test
    public void whatFailsToStartIsTriedAgain() throws Exception {
        var fails = new AtomicInteger();
        framework.getBundleContext().registerService(AtomicInteger.class, fails, null);
        Bundle victim = shipped(VICTIM, Map.of(Constants.BUNDLE_ACTIVATOR, MayFail.class.getName(),
                Constants.IMPORT_PACKAGE, "org.osgi.framework"));
        victim.start();
        fails.set(1);
        Hand.of(culprit, victim::uninstall);
        rescue.look();
        assertEquals(0, fails.get());
        now = now.plusSeconds(1);
        rescue.look();
        assertBack(victim, Bundle.ACTIVE);
    }

    @Test
    public void whatTheKeeperPutInComesBack() throws Exception {
        Path jar = Jars.write(folder.getRoot().toPath().resolve("guest.jar"), headers("org.example.guest", Map.of()));
        assertEquals(SwapOutcome.GOOD, keeper.swap(jar, "test").get().outcome());
        Bundle guest = Arrays.stream(framework.getBundleContext().getBundles())
                .filter(each -> each.getSymbolicName().equals("org.example.guest")).findFirst().orElseThrow();
        guest.stop();
        Hand.of(culprit, guest::uninstall);
        rescue.look();
        assertEquals(Bundle.ACTIVE, framework.getBundleContext().getBundle(guest.getLocation()).getState());
    }

    /** Rescue looks while it stops. */
    private void endsSlowly(Bundle victim, Hand.Doing doing) throws Exception {
        var free = new CountDownLatch(1);
        framework.getBundleContext().registerService(CountDownLatch.class, free, null);
        var done = CompletableFuture.runAsync(() -> {
            try {
                Hand.of(culprit, doing);
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
        TestKeeper.await("it stops", () -> victim.getState() == Bundle.STOPPING);
        rescue.look();
        free.countDown();
        done.get();
    }

    private void assertBack(Bundle victim, int state) {
        Bundle again = framework.getBundleContext().getBundle(victim.getLocation());
        assertNotEquals(victim.getBundleId(), again.getBundleId());
        assertEquals(state, again.getState());
        assertEquals(LEVEL, again.adapt(BundleStartLevel.class).getStartLevel());
    }

    private Bundle slow() throws Exception {
        Bundle victim = shipped(VICTIM, Map.of(Constants.BUNDLE_ACTIVATOR, SlowToStop.class.getName(),
                Constants.IMPORT_PACKAGE, "org.osgi.framework"));
        victim.start();
        return victim;
    }

    private Bundle shipped(String name, Map<String, String> more) throws Exception {
        Path jar = Jars.write(folder.getRoot().toPath().resolve(name + ".jar"), headers(name, more));
        for (Class<?> activator : List.of(SlowToStop.class, MayFail.class)) {
            String entry = activator.getName().replace('.', '/') + ".class";
            try (var in = getClass().getResourceAsStream("/" + entry)) {
                Jars.add(jar, entry, in.readAllBytes());
            }
        }
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(LEVEL);
        return bundle;
    }

    private static Map<String, String> headers(String name, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.putAll(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "1.0.0"));
        return headers;
    }

    /** Fails to start as often as the test wants. */
    public static final class MayFail implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            AtomicInteger fails = context.getService(context.getServiceReference(AtomicInteger.class));
            if (fails.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("its database is away");
            }
        }

        @Override
        public void stop(BundleContext context) {
            // It has nothing to end.
        }
    }

    /** Stops when the test lets it. */
    public static final class SlowToStop implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            // It has nothing to do.
        }

        @Override
        public void stop(BundleContext context) throws InterruptedException {
            context.getService(context.getServiceReference(CountDownLatch.class)).await();
        }
    }
}
