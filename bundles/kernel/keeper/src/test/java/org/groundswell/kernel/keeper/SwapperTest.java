package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.features.JarSettings;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.paths.PathOwners;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What is refused touches nothing, is in the history, and is told by a record, never by an exception. */
public class SwapperTest {
    private static final Map<String, String> GREETER = Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName",
            "org.example.greeter", "Bundle-Version", "1.0.0");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Optional<String> shortage = Optional.empty();
    private History history;
    private Swapper swapper;

    @Before
    public void start() throws Exception {
        Path home = folder.getRoot().toPath();
        history = new History(home.resolve("keeper/history.jsonl"));
        var store = new JarStore(home.resolve("keeper/jars"));
        BundleContext context = emptyFramework();
        var node = new NodeFolder(home);
        var installation = new Installation(context, store);
        var refusals = new Refusals(history, node, home.resolve("keeper"), InstantSource.system());
        var lock = new ReentrantLock();
        var trials = new Trials(installation, history, lock, () -> new Patience(1, 1, 1, 0), refusals,
                new SettingsArrival(new JarSettings(node), () -> null), new StartPhase(), () -> false);
        DiskReserve reserve = (DiskReserve) Proxy.newProxyInstance(DiskReserve.class.getClassLoader(),
                new Class<?>[] {DiskReserve.class}, (proxy, method, arguments) -> shortage);
        // No planner: as if something broke that nobody has thought of.
        swapper = new Swapper(lock, history, store, new PreviousJars(history, store), installation, refusals, trials,
                null, new Admission(() -> reserve, refusals, installation, new PathOwners(context)));
    }

    @After
    public void stop() throws Exception {
        history.close();
    }

    @Test
    public void whatIsNoJarIsRefused() throws Exception {
        Path file = Files.writeString(folder.getRoot().toPath().resolve("text.jar"), "no jar at all");
        SwapRecord record = refused(swapper.swap(file, "test", true).get());
        assertEquals("text.jar", record.bundle());
        assertEquals(List.of(record), history.all());
    }

    @Test
    public void aFileThatIsNotThereIsRefused() throws Exception {
        refused(swapper.swap(folder.getRoot().toPath().resolve("gone.jar"), "test", true).get());
    }

    @Test
    public void nothingIsKeptOnAFullDisk() throws Exception {
        shortage = Optional.of("1 MB is left");
        SwapRecord record = refused(swapper.swap(jar(), "test", true).get());
        assertTrue(record.reason(), record.reason().contains("1 MB is left"));
        try (var kept = Files.list(folder.getRoot().toPath().resolve("keeper/jars"))) {
            assertEquals(0, kept.count());
        }
    }

    @Test
    public void aBundleThatIsNotThereCannotGoBack() throws Exception {
        SwapRecord record = refused(swapper.rollback("org.example.nobody", "test", true).get());
        assertEquals("no bundle has this symbolic name", record.reason());
    }

    @Test
    public void whatBreaksInsideIsTheRecordsReason() throws Exception {
        SwapRecord record = refused(swapper.swap(jar(), "test", true).get());
        assertTrue(record.reason(), record.reason().contains("planner"));
        assertFalse("the next one gets its turn", swapper.isOurs());
    }

    private Path jar() throws Exception {
        return Jars.write(folder.getRoot().toPath().resolve("greeter.jar"), GREETER);
    }

    private static SwapRecord refused(SwapRecord record) {
        assertEquals(record.toString(), SwapOutcome.REFUSED, record.outcome());
        return record;
    }

    private static BundleContext emptyFramework() {
        return (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundles" -> new Bundle[0];
                    default -> null;
                });
    }
}
