package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What somebody makes or deletes in the console, and what a node knows of it that starts anew. */
public class ConsoleChangesTest {
    private static final String UNDESCRIBED = "org.example.undescribed";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path conf;
    private TestConf node;
    private ConsoleChanges console;

    @Before
    public void start() throws Exception {
        conf = Files.createDirectories(folder.getRoot().toPath().resolve("conf"));
        node = new TestConf(folder.getRoot().toPath());
        console = node.startWithConsole();
    }

    private void startAnew() {
        node = new TestConf(folder.getRoot().toPath());
        console = node.startWithConsole();
    }

    @Test
    public void whatIsMadeForAComponentOfOthersIsThereAfterwards() {
        make(TestConf.PID, null, Map.of("port", 7));
        startAnew();
        assertEquals(7, node.inForce().get(TestConf.PID).get("port"));
        delete(TestConf.PID, null);
        startAnew();
        assertNull(inForce(TestConf.PID, "port"));
    }

    @Test
    public void whatNoBundleDescribesKeepsItsTypes() throws Exception {
        make(UNDESCRIBED, null, Map.of("limit", 7L, "names", new String[] {"a", "b"}, "ratio", 0.5, "on", true, "sizes",
                List.of(1, 2)));
        startAnew();
        Dictionary<?, ?> values = node.inForce().get(UNDESCRIBED);
        assertEquals(7L, values.get("limit"));
        assertArrayEquals(new String[] {"a", "b"}, (String[]) values.get("names"));
        assertEquals(0.5, values.get("ratio"));
        assertEquals(true, values.get("on"));
        assertEquals(List.of(1, 2), values.get("sizes"));
        assertFalse("no file that nobody can check", Files.exists(conf.resolve(UNDESCRIBED + ".cfg")));
        delete(UNDESCRIBED, null);
        startAnew();
        assertNull(node.inForce().get(UNDESCRIBED));
    }

    @Test
    public void ofSeveralInstancesEachIsThereOnceUnderItsName() throws Exception {
        make(TestConf.FACTORY + ".1234-5678", TestConf.FACTORY, Map.of("port", 7));
        String name = TestConf.FACTORY + "~1234-5678";
        assertTrue(Files.readString(conf.resolve(name + ".cfg")).contains("port = 7"));
        assertNull("not twice", node.inForce().get(TestConf.FACTORY + ".1234-5678"));
        make(TestConf.FACTORY + ".1234-9999", TestConf.FACTORY, Map.of());
        make("org.example.many.1", "org.example.many", Map.of("a", "b"));
        startAnew();
        assertEquals(7, node.inForce().get(name).get("port"));
        assertTrue("with defaults only", node.inForce().containsKey(TestConf.FACTORY + "~1234-9999"));
        assertEquals("b", node.inForce().get("org.example.many~1").get("a"));
        delete(name, TestConf.FACTORY);
        delete("org.example.many~1", "org.example.many");
        startAnew();
        assertNull(node.inForce().get(name));
        assertNull(node.inForce().get("org.example.many~1"));
    }

    @Test
    public void whatAFeatureOrAFileBringsIsTheirsToKeep() throws Exception {
        node.settings().put(UNDESCRIBED, "door.json", Map.of("a", "b"));
        changed(UNDESCRIBED, null);
        make("org.example.dropped", null, Map.of("felix.fileinstall.filename", "file:/x.cfg"));
        make("org.apache.felix.library", null, Map.of("a", "b"));
        startAnew();
        assertEquals(Map.of(), node.inForce());
    }

    @Test
    public void whatCannotBeReadStopsNoOther() throws Exception {
        make(UNDESCRIBED, null, Map.of("a", "b"));
        Files.writeString(folder.getRoot().toPath().resolve("data/conf/undescribed/org.example.broken.config"), "a=B\"");
        startAnew();
        assertEquals("b", inForce(UNDESCRIBED, "a"));
    }

    private Object inForce(String pid, String key) {
        Dictionary<?, ?> values = node.inForce().get(pid);
        return values == null ? null : values.get(key);
    }

    private void make(String pid, String factory, Map<String, ?> values) {
        node.inForce().put(pid, new Hashtable<>(values));
        changed(pid, factory);
    }

    private void changed(String pid, String factory) {
        console.configurationEvent(TestConf.updated(pid, factory));
    }

    private void delete(String pid, String factory) {
        node.inForce().remove(pid);
        console.configurationEvent(TestConf.deleted(pid, factory));
    }
}
