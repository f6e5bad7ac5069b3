package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What features and the console change, and what a file then says. */
public class ConfWritesTest {
    private static final String PID = TestConf.PID;
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestConf node;
    private Path file;

    @Before
    public void prepare() throws Exception {
        node = new TestConf(folder.getRoot().toPath());
        file = folder.newFolder("conf").toPath().resolve(PID + ".cfg");
    }

    @Test
    public void whatIsWrittenBackKeepsItsModeAndItsLink() throws Exception {
        Path real = folder.getRoot().toPath().resolve("elsewhere.cfg");
        Files.writeString(real, "# mine\nport = 1\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, real);
        ConfFolder conf = node.start();
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("# mine\nport = 7\n", Files.readString(real));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    public void aFileAddsToTheSettingsOfAFeature() throws Exception {
        ConfFolder conf = node.start();
        node.settings().put(PID, "door.json", Map.of("port", 5, "host", "here"));
        Files.writeString(file, "port = 1\n");
        TestConf.settle(conf);
        assertEquals(1, node.inForce().get(PID).get("port"));
        assertEquals("here", node.inForce().get(PID).get("host"));
        Files.delete(file);
        TestConf.settle(conf);
        assertEquals("comes back", 5, node.inForce().get(PID).get("port"));
        node.settings().remove(PID);
        assertNull(node.inForce().get(PID));
    }

    @Test
    public void aFeatureThatComesLaterDoesNotChangeWhatAFileSays() throws Exception {
        Files.writeString(file, "port = 1\n");
        node.start();
        node.settings().put(PID, "door.json", Map.of("port", 5, "host", "here"));
        assertEquals(1, node.inForce().get(PID).get("port"));
        assertEquals("here", node.inForce().get(PID).get("host"));
        node.settings().remove(PID);
        assertEquals(1, node.inForce().get(PID).get("port"));
        assertNull(node.inForce().get(PID).get("host"));
    }

    @Test
    public void theConsoleWritesOnlyWhatDiffersFromAFeature() throws Exception {
        ConfFolder conf = node.start();
        node.settings().put(PID, "door.json", Map.of("port", 5));
        conf.keep(PID, new Hashtable<>(Map.of("port", 5)));
        assertFalse(Files.exists(file));
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("port = 7\n", Files.readString(file));
        node.settings().put(PID, "door.json", Map.of("port", 8, "host", "here"));
        assertEquals("the console has the last word", 7, node.inForce().get(PID).get("port"));
    }

    @Test
    public void whatTheConsoleDeletesDoesNotComeBack() throws Exception {
        Files.writeString(file, "# mine\nport = 1\n");
        ConfFolder conf = node.start();
        node.settings().put(PID, "door.json", Map.of("port", 5));
        conf.keep(PID, null);
        assertEquals("# mine\n# port = 1\n", Files.readString(file));
        assertEquals("the feature's", 5, node.inForce().get(PID).get("port"));
        TestConf.settle(conf);
        assertEquals(5, node.inForce().get(PID).get("port"));
        node.start();
        assertNull("nor at the next start", node.inForce().get(PID).get("port"));
    }

    @Test
    public void whatTheConsoleChangesIsWrittenToAFileWithAByteOrderMark() throws Exception {
        Files.writeString(file, "\uFEFFport = 1\n");
        ConfFolder conf = node.start();
        assertEquals(1, node.inForce().get(PID).get("port"));
        conf.keep(PID, new Hashtable<>(Map.of("port", 7)));
        assertEquals("port = 7\n", Files.readString(file));
    }

    @Test
    public void aFormPutsInForceWhatIsRightAndSaysWhatIsNot() throws Exception {
        Files.writeString(file, "# mine\nport = 1\n");
        ConfFolder conf = node.start();
        var forms = new MetatypeForms(conf, node.settings());
        assertEquals("1", forms.find(PID).orElseThrow().settings().getFirst().value());
        assertEquals(Map.of(), forms.save(PID, Map.of("port", "7")));
        assertEquals("# mine\nport = 7\n", Files.readString(file));
        assertEquals(7, node.inForce().get(PID).get("port"));
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
        assertNull(node.inForce().get(PID));
        assertFalse(forms.find(PID).orElseThrow().settings().getFirst().isSet());
    }

    @Test
    public void aFormMendsAFileThatIsRefused() throws Exception {
        Files.writeString(file, "port = one\n");
        ConfFolder conf = node.start();
        var forms = new MetatypeForms(conf, node.settings());
        assertEquals(1, forms.find(PID).orElseThrow().problems().size());
        assertEquals(Map.of(), forms.save(PID, Map.of("port", "3")));
        assertEquals(3, node.inForce().get(PID).get("port"));
        assertEquals(List.of(), conf.problems().all());
        Files.writeString(file, "port = 3\nnonsense\n");
        TestConf.settle(conf);
        assertTrue(forms.save(PID, Map.of("port", "4")).get("").contains("line 2"));
        assertEquals("port = 3\nnonsense\n", Files.readString(file));
    }
}
