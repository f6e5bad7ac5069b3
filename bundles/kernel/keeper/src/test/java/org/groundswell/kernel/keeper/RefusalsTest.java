package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.features.JarSettings;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.JarStore;
import org.groundswell.kernel.keeper.jars.UnreadableException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A jar that failed for its settings may try again with others, and only then. */
public class RefusalsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    private BundleFile jar;
    private Instant now = Instant.parse("2026-11-21T20:00:00Z");

    @Before
    public void prepare() throws Exception {
        home = folder.getRoot().toPath();
        Files.createDirectory(home.resolve("conf"));
        jar = jar();
        Refusals refusals = refusals();
        assertTrue(refusals.objection(jar).isEmpty());
        refusals.nowTried(jar);
        var history = new History(home.resolve("data/keeper/history.jsonl"));
        history.append(new SwapRecord(Instant.now(), "test", "org.example.pay", "", "1.0.0", jar.sha256(),
                SwapOutcome.ROLLED_BACK, "no key", 0, List.of()));
    }

    @Test
    public void theSameJarWithTheSameSettingsIsNotTriedAgain() throws Exception {
        assertTrue(refusals().objection(jar).get().contains("did not prove itself"));
        Files.writeString(home.resolve("conf/org.example.other.cfg"), "a = 1\n");
        assertFalse("somebody else's settings", refusals().objection(jar).isEmpty());
    }

    @Test
    public void otherSettingsMayMakeItWell() throws Exception {
        Files.writeString(home.resolve("conf/org.example.gateway.cfg"), "key = file:secrets/key\n");
        assertTrue(refusals().objection(jar).isEmpty());
        refusals().nowTried(jar);
        assertFalse("tried with these, too", refusals().objection(jar).isEmpty());
        Files.createDirectory(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/key"), "test_1");
        assertTrue("the secret is there now", refusals().objection(jar).isEmpty());
        refusals().nowTried(jar);
        Files.writeString(home.resolve("conf/org.example.gateway~second.cfg"), "key = env:KEY\n");
        assertTrue("another instance", refusals().objection(jar).isEmpty());
    }

    @Test
    public void settingsThatCameWithAFeatureCountToo() throws Exception {
        Files.createDirectory(home.resolve("deploy"));
        Path feature = Files.writeString(home.resolve("deploy/pay.json"), """
                {"configurations": {"org.example.gateway": {"key": "one"}}}""");
        assertTrue(refusals().objection(jar).isEmpty());
        refusals().nowTried(jar);
        assertFalse(refusals().objection(jar).isEmpty());
        Files.writeString(feature, Files.readString(feature).replace("one", "two"));
        assertTrue(refusals().objection(jar).isEmpty());
    }

    @Test
    public void aJarThatWasGoodIsInnocentOfANodesEndsUntilItsSettingsChange() throws Exception {
        append(SwapOutcome.GOOD);
        refusals().nowGood(jar);
        assertTrue(refusals().isProven(jar));
        for (int crash = 0; crash < 5; crash++) {
            append(SwapOutcome.BEGUN);
            assertTrue(refusals().objection(jar).isEmpty());
        }
        Files.writeString(home.resolve("conf/org.example.gateway.cfg"), "key = other\n");
        assertFalse(refusals().isProven(jar));
        refusals().nowTried(jar);
        assertTrue(refusals().objection(jar).get().contains("the node ended 5 times"));
        refusals().nowGoodAsConfigured(jar);
        assertTrue(refusals().objection(jar).isEmpty());
    }

    @Test
    public void aJarThatWasGoodIsTriedAgainLaterEachTime() throws Exception {
        refusals().nowGood(jar);
        append(SwapOutcome.GOOD);
        append(SwapOutcome.ROLLED_BACK);
        assertTrue(refusals().objection(jar).get().contains("is tried again at"));
        now = now.plusSeconds(6);
        assertTrue(refusals().objection(jar).isEmpty());
        append(SwapOutcome.ROLLED_BACK);
        now = now.plusSeconds(6);
        assertFalse("twice as long", refusals().objection(jar).isEmpty());
        now = now.plusSeconds(6);
        assertTrue(refusals().objection(jar).isEmpty());
    }

    @Test
    public void aRunThatEndedWellGivesAnotherTryButNotAgainstAPersonsWill() throws Exception {
        Refusals run = refusals();
        assertFalse(run.objection(jar).isEmpty());
        run.endedWell();
        assertTrue(refusals().objection(jar).isEmpty());
        Refusals second = refusals();
        second.bar(jar, "this very jar was rolled back, by shell");
        assertEquals("this very jar was rolled back, by shell", second.objection(jar).get());
        second.endedWell();
        assertFalse(refusals().objection(jar).isEmpty());
        assertFalse(refusals().isProven(jar));
        refusals().nowTried(jar);
        assertTrue("somebody wants it", refusals().objection(jar).isEmpty());
    }

    /** What somebody restarts to mend is not to be restarted twice. */
    @Test
    public void whatFailedInTheSameRunGetsAnotherTryToo() throws Exception {
        Refusals run = refusals();
        run.nowTried(jar);
        append(SwapOutcome.ROLLED_BACK);
        run.nowFailed(jar);
        run.endedWell();
        assertTrue(refusals().objection(jar).isEmpty());
    }

    /** Another process that takes the node's place, as {@code bin/groundswell restart} does. */
    @Test
    public void aRestartThatSomebodyAskedForGivesOneTryButNotAgainstAPersonsWill() throws Exception {
        Refusals restarted = refusals();
        restarted.giveAnotherTry();
        assertTrue(restarted.objection(jar).isEmpty());
        restarted.nowTried(jar);
        append(SwapOutcome.ROLLED_BACK);
        assertFalse("one", restarted.objection(jar).isEmpty());
        refusals().bar(jar, "this very jar was rolled back, by shell");
        Refusals again = refusals();
        again.giveAnotherTry();
        assertFalse(again.objection(jar).isEmpty());
    }

    private void append(SwapOutcome outcome) throws IOException {
        new History(home.resolve("data/keeper/history.jsonl")).append(new SwapRecord(now, "test", "org.example.pay", "",
                "1.0.0", jar.sha256(), outcome, "no key", 0, List.of()));
    }

    @Test
    public void theComponentsOfAJarSayWhichSettingsAreForThem() throws Exception {
        assertEquals(Set.of("org.example.pay", "org.example.gateway", "org.example.extra"), JarSettings.pids(jar));
    }

    @Test
    public void aDiskThatDoesNotGiveAJarSaysNothingOfTheJar() throws Exception {
        assertThrows(UnreadableException.class, () -> BundleFile.read(home.resolve("missing.jar")));
        Files.createDirectories(home.resolve("jars/abc.jar"));
        var store = new JarStore(home.resolve("jars"));
        assertThrows(UnreadableException.class, () -> store.find("abc"));
        Files.writeString(home.resolve("jars/def.jar"), "half of a jar");
        assertTrue("lost for good", store.find("def").isEmpty());
    }

    private Refusals refusals() throws IOException {
        Path keeper = home.resolve("data/keeper");
        return new Refusals(new History(keeper.resolve("history.jsonl")), new NodeFolder(home), keeper, () -> now);
    }

    private BundleFile jar() throws Exception {
        Path file = home.resolve("pay.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.pay");
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/org.example.pay.Gateway.xml"));
            jar.write("<scr:component configuration-pid=\"org.example.gateway org.example.extra\"/>".getBytes());
        }
        return BundleFile.read(file);
    }
}
