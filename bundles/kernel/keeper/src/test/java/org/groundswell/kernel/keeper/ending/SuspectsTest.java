package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.keeper.Jars;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.junit.Test;

/** Who is suspected of having ended the node, and who is kept out for it. */
public class SuspectsTest extends Ends {
    private static final String SHIPPED = "org.example.shipped";

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
}
