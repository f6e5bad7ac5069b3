package org.groundswell.kernel.keeper.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.keeper.Fake;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A component that hangs where all others wait for their settings. */
public class SettingsThreadsTest {
    private final CountDownLatch letGo = new CountDownLatch(1);
    /** Has the classes of this test; those before it are the platform's. */
    private final Bundle guilty = bundle("org.example.hanger");
    private final BundleContext context = Fake.of(BundleContext.class, (method, arguments) -> new Bundle[] {
        bundle("org.apache.felix.scr"), bundle("org.groundswell.kernel.switchboard"), guilty});

    @Test
    public void whoHoldsTheThreadIsNamedUntilItLetsGo() throws Exception {
        var threads = new SettingsThreads(context, () -> Duration.ZERO);
        Thread telling = tell("CM Event Dispatcher (Fire ConfigurationEvent: pid=org.example.greeting)");
        threads.look();
        assertEquals("it has only begun", List.of(), threads.held());
        threads.look();
        assertEquals(1, threads.held().size());
        String said = threads.held().getFirst();
        assertTrue(said, said.startsWith("org.example.hanger does not come to its end with new settings (Fire ConfigurationEvent:"
                + " pid=org.example.greeting); it is at org.groundswell.kernel.keeper.settings.SettingsThreadsTest"));
        assertEquals(Result.Status.WARN, new SettingsThreadsCheck(threads).execute().getStatus());
        letGo.countDown();
        telling.join();
        threads.look();
        assertEquals(Result.Status.OK, new SettingsThreadsCheck(threads).execute().getStatus());
    }

    @Test
    public void whatMayTakeLongerAndWhatIsIdleIsNotNamed() throws Exception {
        var patient = new SettingsThreads(context, () -> Duration.ofHours(1));
        var threads = new SettingsThreads(context, () -> Duration.ZERO);
        Thread telling = tell("CM Configuration Updater (ManagedService Update: pid=a)");
        patient.look();
        patient.look();
        threads.look();
        telling.setName("CM Configuration Updater (ManagedService Update: pid=b)");
        threads.look();
        assertEquals("another one", List.of(), threads.held());
        telling.setName("CM Configuration Updater");
        threads.look();
        threads.look();
        assertEquals(List.of(), threads.held());
        assertEquals(List.of(), patient.held());
        letGo.countDown();
        telling.join();
    }

    private Thread tell(String name) throws InterruptedException {
        var begun = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().daemon().name(name).start(() -> {
            begun.countDown();
            hang();
        });
        begun.await();
        return thread;
    }

    private void hang() {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private static Bundle bundle(String name) {
        return Fake.of(Bundle.class, (method, arguments) -> switch (method) {
            case "getSymbolicName" -> name;
            case "getEntry" -> arguments[0].toString().startsWith("org/groundswell/kernel/keeper/settings/SettingsThreadsTest")
                    ? SettingsThreadsTest.class.getResource("SettingsThreadsTest.class") : null;
            default -> null;
        });
    }
}
