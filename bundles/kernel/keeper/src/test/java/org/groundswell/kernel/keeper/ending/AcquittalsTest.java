package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.keeper.TestKeeper;
import org.junit.Test;

/** Whose name is cleared: what speaks against a bundle for sure, and what does not. */
public class AcquittalsTest extends Ends {
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

    private void memoryEnds(boolean sure) throws Exception {
        for (int i = 0; i < 3; i++) {
            suspects.holds(Optional.of(new HeapHolders.Holder(TestKeeper.GREETER, "it has 90 MB", sure)), "memory");
            ends(NO_MEMORY);
        }
    }
}
