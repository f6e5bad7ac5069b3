package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The side that serves. */
public class PredecessorTest extends ServingProcess {

    @Test
    public void nobodyWaitsForeverWhereTheNumberOfTheProcessCannotBeWritten() throws Exception {
        Files.createDirectory(pidFile());
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.close();
        tookBack();
    }

    @Test
    public void nobodyWaitsForeverWhereTheHealthCannotBeAsked() throws Exception {
        fitness = () -> {
            fitness = List::of;
            throw new IllegalStateException("gone with its bundle");
        };
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.close();
        tookBack();
    }

    @Test
    public void whatGoesWrongInBetweenIsTakenBack() throws Exception {
        framework.failsAt(StartLevels.HELD);
        becomeReady();
        tookBack();
    }

    @Test
    public void theNumberOfTheProcessNeedsNoRoomOnTheDisk() throws Exception {
        handover.notePid(1234567);
        Object file = Files.getAttribute(pidFile(), "unix:ino");
        handover.notePid(89);
        assertEquals("89", Files.readString(pidFile()).strip());
        assertEquals(file, Files.getAttribute(pidFile(), "unix:ino"));
    }

    @Test
    public void listenersThatWereChangedMeanwhileAreNotHandedOver() throws Exception {
        meet();
        try (ServerSocketChannel changed = opened()) {
            doors = doors(changed);
            successor.say("READY 1 secret");
            assertEquals("", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            assertTrue(outcome(), outcome().startsWith("1 ") && outcome().contains("changed"));
            assertEquals("nothing was held", List.of(), done);
            assertEquals(StartLevels.ALL, framework.level());
        }
    }

    @Test
    public void itEndsWhenNobodyIsLeft() throws Exception {
        handOver();
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void oneWithoutASuccessorHasNothingToWaitFor() throws Exception {
        handOver();
        successor.close();
        String status = before.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        assertFalse("it has left", status.isEmpty());
        assertNotEquals("the supervisor takes that for an end that somebody wanted", "0", status);
    }

    @Test
    public void whoHasLeftEndsWhateverGoesWrong() throws Exception {
        becomeReady("not-a-port secret");
        assertEquals("", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals("nothing was held", List.of(), done);
    }
}
