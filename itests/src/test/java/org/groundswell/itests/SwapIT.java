package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.FrameworkWiring;

/** Consumers and providers swapped in any order by several threads at once, while visitors read, watch and give. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapIT {
    /** The framework property with what all tries have in common, though each has a framework of its own. */
    private static final String SEED = "groundswell.test.seed";
    private static final long SEED_OUTSIDE = Long.getLong("groundswell.seed", System.nanoTime());
    /** Requests a second. */
    private static final int LOAD = 200;
    private static final int THREADS = 3;
    private static final int SWAPS_A_THREAD = 40;

    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] node() throws Exception {
        return options(composite(ContainerNode.shipped("swap")), frameworkProperty(SEED).value(Long.toString(SEED_OUTSIDE)));
    }

    @Test
    public void anyOrderOfSwapsByAnyThreadEndsAndLosesNothing() throws Exception {
        long seed = Long.parseLong(context.getProperty(SEED));
        System.out.println("SwapIT: repeat with -Dgroundswell.seed=" + seed);
        var visitor = visitor();
        // It would judge bundles that the other threads stop under its hands.
        List<String> swapped = ContainerNode.replaceable(context);
        Bundle judge = ContainerNode.installed(context, "org.groundswell.kernel.keeper");
        judge.stop();
        try (var load = new MixedLoad(visitor, LOAD); var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                var random = new Random(seed + i);
                running.add(threads.submit(() -> {
                    for (int swap = 0; swap < SWAPS_A_THREAD; swap++) {
                        swap(ContainerNode.installed(context, swapped.get(random.nextInt(swapped.size()))),
                                random.nextInt(3));
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
            long before = load.figures().accepted();
            Await.until("donors go on", () -> load.figures().accepted() > before + 3);
            System.out.println("SwapIT: " + load.figures());
            // The framework's own lock lets one swap wait for another; then a call may be held too long and is told so.
            assertTrue("seed " + seed + load.figures().examples(), load.figures().examples().stream()
                    .allMatch(answer -> answer.endsWith(": 503")));
            assertEquals("live streams that were dropped", 0, load.figures().streamsDropped());
        } finally {
            judge.start();
        }
        Await.until("the site takes donations", () -> visitor.get("/readyz/give").status() == 200);
        assertTrue(visitor.give("5", "After the storm", "pay").body().contains("Thank you!"));
        for (String name : swapped) {
            assertEquals(name, Bundle.ACTIVE, ContainerNode.installed(context, name).getState());
        }
    }

    @Test
    public void whatASwapRestartsIsWhatWasSaidBefore() throws Exception {
        visitor();
        String api = "org.groundswell.payments.api";
        Path home = Path.of(context.getProperty("groundswell.home"));
        Path jar = Files.createTempDirectory(home.resolve("data"), "swap").resolve("api.jar");
        NextVersion.write(Path.of(URI.create(ContainerNode.installed(context, api).getLocation())), jar,
                Map.of(Keeper.AFFECTS, "*"));
        Await.until("the keeper is there", () -> context.getServiceReference(Keeper.class) != null);
        Keeper keeper = context.getService(context.getServiceReference(Keeper.class));
        List<String> said = keeper.affected(api);
        Set<String> observed = new ConcurrentSkipListSet<>();
        SynchronousBundleListener listener = event -> {
            if (event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNRESOLVED) {
                observed.add(event.getBundle().getSymbolicName());
            }
        };
        context.addBundleListener(listener);
        try {
            SwapRecord record = keeper.swap(jar, "test").get(2, TimeUnit.MINUTES);
            assertEquals(record.toString(), SwapOutcome.GOOD, record.outcome());
            assertEquals(said, record.affected());
        } finally {
            context.removeBundleListener(listener);
        }
        observed.remove(api);
        assertTrue(said.toString(), said.contains("org.groundswell.payments.sandbox"));
        assertEquals(new TreeSet<>(said), observed);
        assertTrue(visitor().give("5", "After the api", "pay").body().contains("Thank you!"));
    }

    private Visitor visitor() {
        var visitor = new Visitor("http://127.0.0.1:" + context.getProperty(ContainerNode.PORT));
        Await.until("the site takes donations", () -> visitor.get("/readyz/give").status() == 200);
        return visitor;
    }

    private void swap(Bundle bundle, int way) throws Exception {
        // The framework refuses two changes of one bundle at once.
        synchronized (locks.computeIfAbsent(bundle.getSymbolicName(), name -> new Object())) {
            switch (way) {
                case 0 -> {
                    bundle.stop();
                    bundle.start();
                }
                case 1 -> bundle.update();
                default -> {
                    var refreshed = new CountDownLatch(1);
                    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class)
                            .refreshBundles(Set.of(bundle), event -> refreshed.countDown());
                    assertTrue("refreshed", refreshed.await(1, TimeUnit.MINUTES));
                }
            }
        }
    }
}
