package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The side that serves, when the other one is of another release. */
public class PredecessorTrialTest extends ServingProcess {

    @Test
    public void anotherReleaseIsOnTrialBeforeItHasThePort() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node/releases/2\n/java\n");
        becomeReady();
        assertEquals("WRITER 20 30", successor.hear());
        successor.say("FIT");
        assertTrue(successor.hear().startsWith("TAKE "));
        assertEquals(List.of("held", "tried at 1 for PT30S"), done);
        successor.say("ACCEPTING");
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void whatDoesNotProveItselfGivesEverythingBack() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node/releases/2\n");
        against = Optional.of("it answers with errors");
        becomeReady();
        assertEquals("WRITER 20 30", successor.hear());
        successor.say("FIT");
        assertEquals("it goes on", "", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals("who is there already is answered first", List.of("held", "tried at 1 for PT30S", "held", "released"), done);
        assertEquals(StartLevels.ALL, framework.level());
        assertTrue(outcome(), outcome().startsWith("1 it answers with errors"));
    }

    @Test
    public void theSameReleaseIsNotOnTrial() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node\n/java\n");
        handOver();
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of("held"), done);
    }
}
