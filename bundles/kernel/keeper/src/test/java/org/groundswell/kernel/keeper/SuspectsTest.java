package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Who is suspected of having ended the node, and who is kept out for it. */
public class SuspectsTest {
    private static final String HALTED = "exit status 1";
    private static final String NO_MEMORY = "exit status 3: it had no memory left (see -Xmx in conf/jvm.options)";
    private static final String UNSEEN = "killed, or the machine went down: nothing saw it end";
    private static final String SHIPPED = "org.example.shipped";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    private TestKeeper keeper;
    private Instant now = Instant.now().plusSeconds(60);
    private Suspects suspects;

    @Before
    public void start() throws Exception {
        home = folder.getRoot().toPath();
        keeper = new TestKeeper(home, 0);
        starts();
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void whatCameLastIsNamedAndAfterThreeEndsSetAside() throws Exception {
        keeper.good("1.0.0");
        ends(HALTED);
        assertTrue(said(), said().contains("(exit status 1); the suspect is org.example.greeter 1.0.0, by test: it came"
                + " last"));
        ends(HALTED);
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
        ends(HALTED);
        assertEquals(Map.of(), keeper.history().lastGood());
        assertEquals(SwapOutcome.SET_ASIDE, keeper.outcomes().getLast());
        assertTrue(said(), said().contains("org.example.greeter 1.0.0 is set aside: the node ended 3 times in a row"));
        keeper.framework().bundles().clear();
        keeper.good("1.0.0");
        assertFalse("a person's word", said().contains("is set aside: "));
    }

    @Test
    public void whoWasInnocentComesBackAndTheNextOneGoes() throws Exception {
        goodOf("org.example.cause", "1.0.0");
        keeper.good("1.0.0");
        for (int i = 0; i < 4; i++) {
            ends(HALTED);
        }
        assertEquals("[org.example.greeter]", keeper.history().lastGood().keySet().toString());
        assertTrue(said(), said().contains("org.example.cause 1.0.0 is set aside: "));
        ends(HALTED);
        assertTrue("nobody is left", keeper.history().lastGood().size() == 2);
    }

    @Test
    public void whatTheNodeHasLivedWithIsNotSuspected() throws Exception {
        keeper.good("1.0.0");
        now = now.plus(Duration.ofHours(1));
        suspects.lives();
        for (int i = 0; i < 4; i++) {
            ends(HALTED);
        }
        assertEquals("", said());
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void aRunThatLivedBreaksTheRow() throws Exception {
        keeper.good("1.0.0");
        ends(HALTED);
        ends(HALTED);
        suspects.lives();
        ends(HALTED);
        ends(HALTED);
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void aSignalAndAnEndThatNobodySawSayNothingAgainstBundles() throws Exception {
        keeper.good("1.0.0");
        for (int i = 0; i < 4; i++) {
            ends("exit status 137: ended by signal KILL");
            ends(UNSEEN);
            ends("exit status 7: bundle org.example.x ended the node and is set aside: it called System.exit at");
        }
        assertEquals("", said());
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void whoseClassesCallHaltIsNamedEvenIfNobodySawTheEnd() throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(halter(), "deploy/halter.jar").get().outcome());
        keeper.good("1.0.0");
        ends(UNSEEN);
        assertTrue(said(), said().contains("the suspect is org.example.halter 1.0.0, by deploy/halter.jar: its class "
                + Halter.class.getName() + " calls Runtime.halt"));
        assertTrue(said(), said().contains("take it out: delete deploy/halter.jar"));
        ends(UNSEEN);
        ends(UNSEEN);
        assertEquals("[org.example.greeter]", keeper.history().lastGood().keySet().toString());
    }

    @Test
    public void whoHeldTheMemoryIsNamed() throws Exception {
        goodOf("org.example.hog", "1.0.0");
        keeper.good("1.0.0");
        suspects.holds(Optional.of(new HeapHolders.Holder("org.example.hog", "org.example.hog has 90 MB of it", true)),
                "memory was nearly full; org.example.hog has 90 MB of it");
        ends("exit status 3: memory was nearly full; org.example.hog has 90 MB of it");
        assertTrue(said(), said().contains("the suspect is org.example.hog 1.0.0, by test: memory was nearly full"));
        ends(NO_MEMORY);
        assertTrue("where nobody was seen", said().contains("the suspect is org.example.greeter 1.0.0"));
    }

    @Test
    public void whatTheNodeWasShippedWithIsNotTheKeepers() throws Exception {
        Path jar = keeper.jar(SHIPPED, "1.0.0");
        keeper.framework().context().installBundle("reference:" + jar.toUri(), Files.newInputStream(jar));
        keeper.history().note("shell", SHIPPED, "", "1.0.0", BundleFile.read(jar).sha256(), SwapOutcome.GOOD, "");
        ends(HALTED);
        assertEquals("", said());
    }

    @Test
    public void whatDonorsNeedStaysIn() throws Exception {
        Path jar = keeper.jar("org.example.gateway", "1.0.0");
        Jars.add(jar, "OSGI-INF/gateway.xml", "<provide interface=\"org.groundswell.payments.api.PaymentProvider\"/>"
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(jar, "shell").get().outcome());
        for (int i = 0; i < 4; i++) {
            ends(HALTED);
        }
        assertTrue(said(), said().contains("Donors could not give without it"));
        assertTrue(keeper.history().lastGood().containsKey("org.example.gateway"));
    }

    @Test
    public void whoOnlyListensToWhatDonorsNeedIsSetAside() throws Exception {
        Path jar = keeper.jar("org.example.wall", "1.0.0");
        Jars.add(jar, "OSGI-INF/wall.xml", """
                <service><provide interface="org.groundswell.donations.api.LedgerListener"/></service>
                <reference name="ledger" interface="org.groundswell.donations.api.Ledger"/>
                <reference name="provider" interface="org.groundswell.payments.api.PaymentProvider"/>
                """.getBytes(StandardCharsets.UTF_8));
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(jar, "shell").get().outcome());
        for (int i = 0; i < 3; i++) {
            ends(HALTED);
        }
        assertTrue(said(), said().contains("org.example.wall 1.0.0 is set aside: "));
        assertEquals(Map.of(), keeper.history().lastGood());
    }

    @Test
    public void aCrashOfTheVirtualMachineIsNoHalt() throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(halter(), "test").get().outcome());
        keeper.good("1.0.0");
        for (String signal : new String[] {"ABRT", "SEGV", "BUS"}) {
            ends("exit status 134: ended by signal " + signal);
            assertTrue(said(), said().contains("the suspect is org.example.greeter 1.0.0, by test: it came last"));
        }
        ends("exit status 134: ended by signal ABRT");
        assertTrue("nobody is guilty of it for sure", keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void anySignalFromElsewhereSaysNothing() throws Exception {
        keeper.good("1.0.0");
        for (String signal : new String[] {"PIPE", "USR1", "XCPU"}) {
            ends("exit status 141: ended by signal " + signal);
        }
        assertEquals("", said());
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void whoMightHaveCalledHaltComesBackWhenTheNodeEndsWithoutIt() throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(halter(), "test").get().outcome());
        for (int i = 0; i < 3; i++) {
            ends(HALTED);
        }
        assertEquals(Map.of(), keeper.history().lastGood());
        ends(HALTED);
        assertTrue(keeper.history().lastGood().containsKey("org.example.halter"));
    }

    @Test
    public void whoseThreadWasBusyComesBackWhenTheNodeEndsWithoutIt() throws Exception {
        keeper.good("1.0.0");
        memoryEnds(false);
        assertEquals(Map.of(), keeper.history().lastGood());
        ends(NO_MEMORY);
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void whoseObjectsFilledTheHeapStaysOut() throws Exception {
        keeper.good("1.0.0");
        memoryEnds(true);
        ends(NO_MEMORY);
        assertEquals(Map.of(), keeper.history().lastGood());
    }

    private void memoryEnds(boolean sure) throws Exception {
        for (int i = 0; i < 3; i++) {
            suspects.holds(Optional.of(new HeapHolders.Holder(TestKeeper.GREETER, "it has 90 MB", sure)), "memory");
            ends(NO_MEMORY);
        }
    }

    @Test
    public void anEndThatNobodySawAcquitsNobody() throws Exception {
        keeper.good("1.0.0");
        for (int i = 0; i < 3; i++) {
            ends(HALTED);
        }
        ends(UNSEEN);
        assertEquals(Map.of(), keeper.history().lastGood());
        assertTrue(said(), said().contains("org.example.greeter 1.0.0 is set aside: "));
        ends(HALTED);
        assertTrue("the node ended without it", keeper.history().lastGood().containsKey(TestKeeper.GREETER));
    }

    @Test
    public void anEndThatNobodySawPutsNobodyElseInThePlaceOfWhoIsOut() throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(halter(), "test").get().outcome());
        keeper.good("1.0.0");
        memoryEnds(false);
        ends(UNSEEN);
        ends(UNSEEN);
        assertEquals("[org.example.halter]", keeper.history().lastGood().keySet().toString());
        ends(UNSEEN);
        assertEquals("three more are no chance", Map.of(), keeper.history().lastGood());
    }

    @Test
    public void anEndThatSomebodyWantedBreaksTheRow() throws Exception {
        keeper.good("1.0.0");
        ends(HALTED);
        ends(HALTED);
        keeper.framework().stop();
        suspects.stop();
        starts();
        ends(HALTED);
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
        ends(HALTED);
        assertTrue(keeper.history().lastGood().containsKey(TestKeeper.GREETER));
        ends(HALTED);
        assertEquals(Map.of(), keeper.history().lastGood());
    }

    @Test
    public void anEndThatSomebodyWantedIsNone() throws Exception {
        keeper.good("1.0.0");
        keeper.framework().stop();
        suspects.stop();
        ends(HALTED);
        assertEquals("", said());
    }

    /** Never called. */
    static final class Halter {
        void halt() {
            Runtime.getRuntime().halt(1);
        }
    }

    private Path halter() throws Exception {
        Path jar = keeper.jar("org.example.halter", "1.0.0");
        Jars.add(jar, "org/example/Halter.class", classBytes(Halter.class));
        return jar;
    }

    private static byte[] classBytes(Class<?> type) throws Exception {
        try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private void goodOf(String name, String version) throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(keeper.jar(name, version), "test").get().outcome());
    }

    /** The node ends, is noted, and begins anew. */
    private void ends(String what) throws Exception {
        now = now.plusSeconds(30);
        Path list = home.resolve("data/logs/crashes/list");
        Files.createDirectories(list.getParent());
        Files.writeString(list, now + "\t" + what + "\tfile.txt\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        now = now.plusSeconds(30);
        starts();
    }

    private void starts() {
        suspects = new Suspects(keeper.framework().context(), keeper.node(), keeper.history(), () -> now, now);
    }

    private String said() {
        var said = new ArrayList<String>();
        for (ResultLog.Entry each : suspects.execute()) {
            if (each.getStatus() == Result.Status.WARN) {
                said.add(each.getMessage());
            }
        }
        return said.stream().collect(Collectors.joining("\n"));
    }
}
