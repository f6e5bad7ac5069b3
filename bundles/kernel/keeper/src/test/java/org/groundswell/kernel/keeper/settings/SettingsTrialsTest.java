package org.groundswell.kernel.keeper.settings;

import static org.groundswell.kernel.api.keeper.SwapOutcome.CONFIGURED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.INTERRUPTED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.ROLLED_BACK;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.keeper.Fake;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.TestFramework;
import org.groundswell.kernel.keeper.TestKeeper;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Changed settings are on probation as a jar is. */
public class SettingsTrialsTest {
    private static final String PID = TestKeeper.GREETER;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Map<String, Dictionary<String, Object>> inForce = new ConcurrentHashMap<>();
    private TestKeeper keeper;
    private SettingsTrials trials;

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
        keeper.good("1.0.0");
        keeper.node().change(Fake.settings(NodeKeeper.Config.class,
                (setting, none) -> setting.equals("probationMillis") ? 1_000 : null));
        long bundle = keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
        keeper.ports(new PortStatus("greetings", List.of("Greeter"), bundle, bundle, 0, 0, 0, 0));
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void settingsWithWhichItComesBackStay() throws Exception {
        trials();
        change(PID, "greeting", "hello");
        assertEquals(CONFIGURED, judged(1).outcome());
        assertEquals("settings " + PID, judged(1).by());
        assertEquals("hello", inForce.get(PID).get("greeting"));
        assertEquals(Map.of(), trials.takenBack());
    }

    @Test
    public void settingsWithWhichItDoesNotComeBackAreTakenBack() throws Exception {
        inForce.put(PID, new Hashtable<>(Map.of("greeting", "hello")));
        trials();
        keeper.ready(false);
        change(PID, "greeting", "");
        SwapRecord record = judged(1);
        assertEquals(ROLLED_BACK, record.outcome());
        assertEquals("not back: greetings", record.reason());
        TestKeeper.await("the settings before", () -> "hello".equals(inForce.get(PID).get("greeting")));
        assertEquals("not back: greetings", trials.takenBack().get(PID).reason());
        tell(PID, ConfigurationEvent.CM_UPDATED);
        keeper.ready(true);
        change(PID, "greeting", "good day");
        assertEquals("taking back is no change to judge", CONFIGURED, judged(2).outcome());
        assertEquals(Map.of(), trials.takenBack());
    }

    /** Those in between never proved themselves. */
    @Test
    public void settingsThatFailAfterOthersThatFailedGoBackToTheLastGoodOnes() throws Exception {
        inForce.put(PID, new Hashtable<>(Map.of("greeting", "hello")));
        trials();
        keeper.ready(false);
        change(PID, "greeting", "");
        change(PID, "greeting", "worse");
        judged(2);
        TestKeeper.await("the good ones", () -> "hello".equals(inForce.get(PID).get("greeting")));
        keeper.ready(true);
        change(PID, "greeting", "good day");
        assertEquals(CONFIGURED, judged(3).outcome());
        keeper.ready(false);
        change(PID, "greeting", "");
        assertEquals(ROLLED_BACK, judged(4).outcome());
        TestKeeper.await("those that proved themselves", () -> "good day".equals(inForce.get(PID).get("greeting")));
    }

    @Test
    public void whatWasWrittenStaysBesideTheFileThatIsPutBack() throws Exception {
        Path file = folder.getRoot().toPath().resolve("conf/" + PID + ".cfg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# what we said on Monday\ngreeting = a greeting, of our own\n");
        inForce.put(PID, new Hashtable<>(Map.of("greeting", "hello")));
        trials();
        keeper.ready(false);
        change(PID, "greeting", "a greeting, of our own");
        String reason = judged(1).reason();
        assertTrue(reason, reason.endsWith("what was written is in conf/" + PID + ".cfg.refused"));
        TestKeeper.await("the settings before", () -> "hello".equals(inForce.get(PID).get("greeting")));
        Path refused = file.resolveSibling(PID + ".cfg.refused");
        assertEquals(Files.readString(file), Files.readString(refused));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(refused)));
    }

    @Test
    public void whereThereWereNoneTheyAreDeleted() throws Exception {
        trials();
        keeper.ready(false);
        change(PID, "greeting", "");
        assertEquals(ROLLED_BACK, judged(1).outcome());
        TestKeeper.await("they are gone", () -> inForce.isEmpty());
    }

    @Test
    public void settingsThatCameLaterAreJudgedByThemselves() throws Exception {
        trials();
        change(PID, "greeting", "hello");
        change(PID, "greeting", "good day");
        judged(2);
        assertEquals(Set.of(INTERRUPTED, CONFIGURED), Set.copyOf(keeper.outcomes().subList(2, 4)));
    }

    @Test
    public void theKernelsOwnAndWhatIsTheSameBeginNothing() throws Exception {
        inForce.put(PID, new Hashtable<>(Map.of("greeting", "hello")));
        trials();
        change("org.groundswell.kernel.keeper", "probationMillis", 1);
        tell(PID, ConfigurationEvent.CM_UPDATED);
        tell(PID, ConfigurationEvent.CM_LOCATION_CHANGED);
        change(PID, "greeting", "good day");
        assertEquals("the only one", CONFIGURED, judged(1).outcome());
        assertEquals(3, keeper.outcomes().size());
    }

    @Test
    public void settingsOfOneOfSeveralAreThoseOfTheirFactory() throws Exception {
        trials();
        inForce.put(PID + "~one", new Hashtable<>(Map.of("greeting", "hello")));
        trials.configurationEvent(new ConfigurationEvent(TestFramework.reference(), ConfigurationEvent.CM_UPDATED, PID,
                PID + "~one"));
        assertEquals("settings " + PID + "~one", judged(1).by());
    }

    private void trials() throws Exception {
        ServiceComponentRuntime runtime = Fake.of(ServiceComponentRuntime.class, (method, arguments) -> {
            var component = new ComponentDescriptionDTO();
            component.configurationPid = new String[] {PID, "org.groundswell.kernel.keeper"};
            component.bundle = new BundleDTO();
            component.bundle.id = keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
            return List.of(component);
        });
        trials = new SettingsTrials(keeper.framework().context(), keeper.node(), keeper.history(),
                Fake.of(ConfigurationAdmin.class, (method, arguments) -> method.equals("listConfigurations")
                        ? inForce.keySet().stream().map(this::configuration).toArray(Configuration[]::new)
                        : configuration((String) arguments[0])), runtime);
    }

    @SuppressWarnings("unchecked")
    private Configuration configuration(String pid) {
        return Fake.of(Configuration.class, (method, arguments) -> {
            switch (method) {
                case "update" -> inForce.put(pid, (Dictionary<String, Object>) arguments[0]);
                case "delete" -> inForce.remove(pid);
                default -> { }
            }
            return method.equals("getPid") ? pid : method.equals("getProperties") ? inForce.get(pid) : null;
        });
    }

    private void change(String pid, String key, Object value) {
        inForce.put(pid, new Hashtable<>(Map.of(key, value)));
        tell(pid, ConfigurationEvent.CM_UPDATED);
    }

    private void tell(String pid, int type) {
        trials.configurationEvent(new ConfigurationEvent(TestFramework.reference(), type, null, pid));
    }

    /** The n-th record after those of the bundle's own coming. */
    private SwapRecord judged(int number) throws Exception {
        TestKeeper.await("a judgement", () -> keeper.outcomes().size() >= 2 + number);
        return keeper.history().all().get(1 + number);
    }
}
