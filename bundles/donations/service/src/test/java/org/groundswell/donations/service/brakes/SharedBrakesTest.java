package org.groundswell.donations.service.brakes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SharedBrakesTest {
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final BrakesState PAUSED = BrakesState.NONE.paused(Map.of("en", "In a moment"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private KeptBrakes here;
    private KeptBrakes there;

    @Before
    public void open() {
        here = new KeptBrakes(file("here"));
        there = new KeptBrakes(file("there"));
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void whatIsPausedAtOneNodeIsPausedAtTheOther() throws Exception {
        here.bindRecords(records);
        there.bindRecords(records);
        until(() -> exchanged(here, PAUSED));
        until(() -> there.state().equals(PAUSED));
        assertTrue(there.exchange(PAUSED, PAUSED.resumed()));
        assertFalse("somebody was faster", here.exchange(PAUSED, PAUSED.withoutGateway("stripe")));
        assertEquals(PAUSED.resumed(), here.state());
    }

    @Test
    public void aBrakeThatIsOnStaysOnWhenANodeComesToTheOthers() throws Exception {
        assertTrue(here.exchange(BrakesState.NONE, PAUSED));
        records.away(true);
        here.bindRecords(records);
        assertTrue("until it has heard of the others", here.state().paused());
        assertFalse("nobody knows what it is made of", here.exchange(PAUSED, PAUSED.resumed()));
        records.away(false);
        there.bindRecords(records);
        until(() -> there.state().paused());
        assertTrue(here.state().paused());
    }

    @Test
    public void whatCannotBeKeptIsNotInForce() throws Exception {
        here.bindRecords(records);
        until(() -> exchanged(here, PAUSED));
        records.away(true);
        assertThrows(IOException.class, () -> here.exchange(PAUSED, PAUSED.resumed()));
        here.unbindRecords(records);
        assertThrows(IOException.class, () -> here.exchange(PAUSED, PAUSED.resumed()));
        assertTrue(here.state().paused());
    }

    private static boolean exchanged(KeptBrakes brakes, BrakesState next) {
        try {
            return brakes.exchange(BrakesState.NONE, next);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String node) {
        return folder.getRoot().toPath().resolve(node);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue("within half a minute", System.nanoTime() - end < 0);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
