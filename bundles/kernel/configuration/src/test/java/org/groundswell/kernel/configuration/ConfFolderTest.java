package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is in force when a node starts on settings that cannot be used. */
public class ConfFolderTest {
    private static final String PID = TestConf.PID;
    private static final String HELD = "osgi.ds.satisfying.condition.target";
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
    public void nothingTakesTheDefaultsForAFileThatCannotBeRead() throws Exception {
        latin("# Straße");
        Files.writeString(file.resolveSibling("org.example.other.cfg"), "port = 2\n");
        ConfFolder conf = node.start();
        assertEquals("(groundswell.settings=usable)", node.inForce().get(PID).get(HELD));
        assertEquals("the others are in force", 2, node.inForce().get("org.example.other").get("port"));
        assertEquals(1, conf.problems().severe().size());
        assertTrue("at the next start too", node.start().problems().severe().size() == 1
                && node.inForce().get(PID).get(HELD) != null);
    }

    /** Without it nothing of the disk would be kept for gifts, and nobody would wait for it. */
    @Test
    public void whatWatchesOverOthersHasItsDefaultsInstead() throws Exception {
        Files.writeString(file.resolveSibling(TestConf.WATCH + ".cfg"), "port = many\n");
        ConfFolder conf = node.start();
        assertNull(node.inForce().get(TestConf.WATCH));
        assertEquals(1, conf.problems().severe().size());
        Files.delete(file.resolveSibling(TestConf.WATCH + ".cfg"));
        Files.move(file.getParent(), file.getParent().resolveSibling("moved"));
        node.start();
        assertNull("without the folder neither", node.inForce().get(TestConf.WATCH));
    }

    @Test
    public void aMistakeOfTheRunningNodeIsStillNoneAfterARestart() throws Exception {
        Files.writeString(file, "port = 1\n");
        ConfFolder conf = node.start();
        assertEquals(1, node.inForce().get(PID).get("port"));
        latin("port = 3 # Straße");
        TestConf.settle(conf);
        assertEquals(1, node.inForce().get(PID).get("port"));
        assertEquals(1, conf.problems().all().size());
        node.inForce().clear();
        conf = node.start();
        assertEquals(1, node.inForce().get(PID).get("port"));
        assertEquals("a warning", List.of(), conf.problems().severe());
        assertEquals(1, conf.problems().all().size());
    }

    @Test
    public void aMistakeThatNobodyHasMetIsSevere() throws Exception {
        Files.writeString(file, "port = 1\n");
        node.start();
        Files.writeString(file, "port = one\n");
        node.inForce().clear();
        ConfFolder conf = node.start();
        assertEquals("what was good last", 1, node.inForce().get(PID).get("port"));
        assertEquals(1, conf.problems().severe().size());
        Files.writeString(file, "port = 4\n");
        TestConf.settle(conf);
        assertEquals(4, node.inForce().get(PID).get("port"));
        assertEquals(List.of(), conf.problems().all());
    }

    @Test
    public void aNewFileWithAMistakeLeavesTheDefaultsThatWereInForce() throws Exception {
        ConfFolder conf = node.start();
        Files.writeString(file, "port = one\n");
        TestConf.settle(conf);
        assertNull(node.inForce().get(PID));
        assertEquals(List.of(), node.start().problems().severe());
        assertNull(node.inForce().get(PID));
    }

    @Test
    public void withoutTheFolderEverythingWaits() throws Exception {
        Files.writeString(file, "port = 1\n");
        node.start();
        Files.move(file.getParent(), file.getParent().resolveSibling("moved"));
        node.inForce().clear();
        ConfFolder conf = node.start();
        assertEquals("what was good last", 1, node.inForce().get(PID).get("port"));
        assertTrue(node.inForce().get("org.example.other").get(HELD) != null);
        assertTrue(conf.problems().severe().toString().contains("the folder cannot be read"));
    }

    @Test
    public void whoeverWaitsForSettingsIsToldWhenTheyAreInForceOrRefused() throws Exception {
        Files.writeString(file, "port = 1\n");
        ConfFolder conf = node.start();
        assertTrue(conf.isRead(PID + ".cfg"));
        assertTrue("there is none", conf.isRead("org.example.none.cfg"));
        Files.writeString(file, "port = 2\n");
        assertFalse(conf.isRead(PID + ".cfg"));
        TestConf.settle(conf);
        assertTrue(conf.isRead(PID + ".cfg"));
        Files.writeString(file, "port = two\n");
        assertFalse(conf.isRead(PID + ".cfg"));
        TestConf.settle(conf);
        assertTrue("refused", conf.isRead(PID + ".cfg"));
        Files.writeString(file.resolveSibling("org.example.later.cfg"), "port = 1\n");
        TestConf.settle(conf);
        assertFalse("its bundle is not there", conf.isRead("org.example.later.cfg"));
    }

    @Test
    public void aFileWithoutABundleIsNoProblemOnceItIsGone() throws Exception {
        Path other = file.resolveSibling("org.example.later.cfg");
        Files.writeString(other, "port = 1\n");
        ConfFolder conf = node.start();
        assertEquals(1, conf.problems().all().size());
        Files.delete(other);
        TestConf.settle(conf);
        assertEquals(List.of(), conf.problems().all());
    }

    private void latin(String text) throws Exception {
        Files.write(file, (text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
