package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/** What is in force when a node starts on settings that cannot be used. */
public class ConfFolderTest {
    private static final String PID = "org.example.door";
    private static final String HELD = "osgi.ds.satisfying.condition.target";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Map<String, Dictionary<?, ?>> inForce = new HashMap<>();
    private SettingsInForce settings;
    private Path file;

    @Before
    public void prepare() throws Exception {
        file = folder.newFolder("conf").toPath().resolve(PID + ".cfg");
    }

    @Test
    public void nothingTakesTheDefaultsForAFileThatCannotBeRead() throws Exception {
        latin("# Straße");
        Files.writeString(file.resolveSibling("org.example.other.cfg"), "port = 2\n");
        ConfFolder conf = started();
        assertEquals("(groundswell.settings=usable)", inForce.get(PID).get(HELD));
        assertEquals("the others are in force", 2, inForce.get("org.example.other").get("port"));
        assertEquals(1, conf.problems().severe().size());
        assertTrue("at the next start too", started().problems().severe().size() == 1
                && inForce.get(PID).get(HELD) != null);
    }

    @Test
    public void aMistakeOfTheRunningNodeIsStillNoneAfterARestart() throws Exception {
        Files.writeString(file, "port = 1\n");
        ConfFolder conf = started();
        assertEquals(1, inForce.get(PID).get("port"));
        latin("port = 3 # Straße");
        settled(conf);
        assertEquals(1, inForce.get(PID).get("port"));
        assertEquals(1, conf.problems().all().size());
        inForce.clear();
        conf = started();
        assertEquals(1, inForce.get(PID).get("port"));
        assertEquals("a warning", List.of(), conf.problems().severe());
        assertEquals(1, conf.problems().all().size());
    }

    @Test
    public void aMistakeThatNobodyHasMetIsSevere() throws Exception {
        Files.writeString(file, "port = 1\n");
        started();
        Files.writeString(file, "port = one\n");
        inForce.clear();
        ConfFolder conf = started();
        assertEquals("what was good last", 1, inForce.get(PID).get("port"));
        assertEquals(1, conf.problems().severe().size());
        Files.writeString(file, "port = 4\n");
        settled(conf);
        assertEquals(4, inForce.get(PID).get("port"));
        assertEquals(List.of(), conf.problems().all());
    }

    @Test
    public void aNewFileWithAMistakeLeavesTheDefaultsThatWereInForce() throws Exception {
        ConfFolder conf = started();
        Files.writeString(file, "port = one\n");
        settled(conf);
        assertNull(inForce.get(PID));
        assertEquals(List.of(), started().problems().severe());
        assertNull(inForce.get(PID));
    }

    @Test
    public void withoutTheFolderEverythingWaits() throws Exception {
        Files.writeString(file, "port = 1\n");
        started();
        Files.move(file.getParent(), file.getParent().resolveSibling("moved"));
        inForce.clear();
        ConfFolder conf = started();
        assertEquals("what was good last", 1, inForce.get(PID).get("port"));
        assertTrue(inForce.get("org.example.other").get(HELD) != null);
        assertTrue(conf.problems().severe().toString().contains("the folder cannot be read"));
    }

    @Test
    public void whatIsWrittenBackKeepsItsModeAndItsLink() throws Exception {
        Path real = folder.getRoot().toPath().resolve("elsewhere.cfg");
        Files.writeString(real, "# mine\nport = 1\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, real);
        ConfFolder conf = started();
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("# mine\nport = 7\n", Files.readString(real));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    public void whoeverWaitsForSettingsIsToldWhenTheyAreInForceOrRefused() throws Exception {
        Files.writeString(file, "port = 1\n");
        ConfFolder conf = started();
        assertTrue(conf.isRead(PID + ".cfg"));
        assertTrue("there is none", conf.isRead("org.example.none.cfg"));
        Files.writeString(file, "port = 2\n");
        assertFalse(conf.isRead(PID + ".cfg"));
        settled(conf);
        assertTrue(conf.isRead(PID + ".cfg"));
        Files.writeString(file, "port = two\n");
        assertFalse(conf.isRead(PID + ".cfg"));
        settled(conf);
        assertTrue("refused", conf.isRead(PID + ".cfg"));
        Files.writeString(file.resolveSibling("org.example.later.cfg"), "port = 1\n");
        settled(conf);
        assertFalse("its bundle is not there", conf.isRead("org.example.later.cfg"));
    }

    @Test
    public void aFileAddsToTheSettingsOfAFeature() throws Exception {
        ConfFolder conf = started();
        settings.put(PID, "door.json", Map.of("port", 5, "host", "here"));
        Files.writeString(file, "port = 1\n");
        settled(conf);
        assertEquals(1, inForce.get(PID).get("port"));
        assertEquals("here", inForce.get(PID).get("host"));
        Files.delete(file);
        settled(conf);
        assertEquals("comes back", 5, inForce.get(PID).get("port"));
        settings.remove(PID);
        assertNull(inForce.get(PID));
    }

    @Test
    public void aFeatureThatComesLaterDoesNotChangeWhatAFileSays() throws Exception {
        Files.writeString(file, "port = 1\n");
        started();
        settings.put(PID, "door.json", Map.of("port", 5, "host", "here"));
        assertEquals(1, inForce.get(PID).get("port"));
        assertEquals("here", inForce.get(PID).get("host"));
        settings.remove(PID);
        assertEquals(1, inForce.get(PID).get("port"));
        assertNull(inForce.get(PID).get("host"));
    }

    @Test
    public void theConsoleWritesOnlyWhatDiffersFromAFeature() throws Exception {
        ConfFolder conf = started();
        settings.put(PID, "door.json", Map.of("port", 5));
        conf.keep(PID, new Hashtable<>(Map.of("port", 5)));
        assertFalse(Files.exists(file));
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("port = 7\n", Files.readString(file));
        settings.put(PID, "door.json", Map.of("port", 8, "host", "here"));
        assertEquals("the console has the last word", 7, inForce.get(PID).get("port"));
    }

    @Test
    public void whatTheConsoleDeletesDoesNotComeBack() throws Exception {
        Files.writeString(file, "# mine\nport = 1\n");
        ConfFolder conf = started();
        settings.put(PID, "door.json", Map.of("port", 5));
        conf.keep(PID, null);
        assertEquals("# mine\n# port = 1\n", Files.readString(file));
        assertEquals("the feature's", 5, inForce.get(PID).get("port"));
        settled(conf);
        assertEquals(5, inForce.get(PID).get("port"));
        started();
        assertNull("nor at the next start", inForce.get(PID).get("port"));
    }

    @Test
    public void whatTheConsoleChangesIsWrittenToAFileWithAByteOrderMark() throws Exception {
        Files.writeString(file, "\uFEFFport = 1\n");
        ConfFolder conf = started();
        assertEquals(1, inForce.get(PID).get("port"));
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("port = 7\n", Files.readString(file));
    }

    @Test
    public void aFileWithoutABundleIsNoProblemOnceItIsGone() throws Exception {
        Path other = file.resolveSibling("org.example.later.cfg");
        Files.writeString(other, "port = 1\n");
        ConfFolder conf = started();
        assertEquals(1, conf.problems().all().size());
        Files.delete(other);
        settled(conf);
        assertEquals(List.of(), conf.problems().all());
    }

    @Test
    public void aFormPutsInForceWhatIsRightAndSaysWhatIsNot() throws Exception {
        Files.writeString(file, "# mine\nport = 1\n");
        var forms = new MetatypeForms(started(), settings);
        assertEquals("1", forms.find(PID).orElseThrow().settings().getFirst().value());
        assertEquals(Map.of(), forms.save(PID, Map.of("port", "7")));
        assertEquals("# mine\nport = 7\n", Files.readString(file));
        assertEquals(7, inForce.get(PID).get("port"));
        for (String wrong : List.of("seven", "", "7\nhost = x", "99999999999")) {
            assertEquals(wrong, List.of("port"), List.copyOf(forms.save(PID, Map.of("port", wrong)).keySet()));
        }
        assertEquals(List.of("host"), List.copyOf(forms.save(PID, Map.of("host", "x")).keySet()));
        for (String nobody : List.of("org.example.nobody", PID + "~one", "../" + PID, "")) {
            assertEquals(nobody, List.of(""), List.copyOf(forms.save(nobody, Map.of("port", "1")).keySet()));
        }
        assertEquals("nothing was changed", "# mine\nport = 7\n", Files.readString(file));
        assertTrue(forms.reset(PID));
        assertEquals("# mine\n# port = 7\n", Files.readString(file));
        assertNull(inForce.get(PID));
        assertFalse(forms.find(PID).orElseThrow().settings().getFirst().isSet());
    }

    @Test
    public void aFormMendsAFileThatIsRefused() throws Exception {
        Files.writeString(file, "port = one\n");
        ConfFolder conf = started();
        var forms = new MetatypeForms(conf, settings);
        assertEquals(1, forms.find(PID).orElseThrow().problems().size());
        assertEquals(Map.of(), forms.save(PID, Map.of("port", "3")));
        assertEquals(3, inForce.get(PID).get("port"));
        assertEquals(List.of(), conf.problems().all());
        Files.writeString(file, "port = 3\nnonsense\n");
        settled(conf);
        assertTrue(forms.save(PID, Map.of("port", "4")).get("").contains("line 2"));
        assertEquals("port = 3\nnonsense\n", Files.readString(file));
    }

    private void latin(String text) throws Exception {
        Files.write(file, (text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private ConfFolder started() {
        AttributeDefinition port = new SettingsCheckTest.Attribute("port", AttributeDefinition.INTEGER, "Port", 0);
        var definition = new SettingsCheckTest.Definition(port);
        Bundle bundle = fake(Bundle.class, Map.of());
        BundleContext context = fake(BundleContext.class, Map.of("getBundles", args -> new Bundle[] {bundle}));
        MetaTypeInformation information = fake(MetaTypeInformation.class, Map.of(
                "getPids", args -> new String[] {PID, "org.example.other"},
                "getFactoryPids", args -> new String[0],
                "getObjectClassDefinition", args -> definition));
        MetaTypeService metaTypes = fake(MetaTypeService.class, Map.of("getMetaTypeInformation", args -> information));
        ConfigurationAdmin admin = fake(ConfigurationAdmin.class, Map.of("getConfiguration",
                args -> configuration((String) args[0])));
        settings = new SettingsInForce(admin);
        var conf = new ConfFolder(new NodeFolder(folder.getRoot().toPath()), new Definitions(context, metaTypes),
                settings);
        conf.start(0);
        return conf;
    }

    private Configuration configuration(String pid) {
        return fake(Configuration.class, Map.of("updateIfDifferent", args -> {
            inForce.put(pid, (Dictionary<?, ?>) args[0]);
            return true;
        }, "delete", args -> inForce.remove(pid)));
    }

    /** As if a moment had passed. */
    private static void settled(ConfFolder conf) {
        conf.look(0);
        conf.look(Settling.LONG_MOMENT_NANOS);
    }

    @FunctionalInterface
    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        InvocationHandler handler = (proxy, method, arguments) -> answers.containsKey(method.getName())
                ? answers.get(method.getName()).to(arguments) : null;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
