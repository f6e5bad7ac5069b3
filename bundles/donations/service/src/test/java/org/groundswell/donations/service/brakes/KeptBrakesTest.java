package org.groundswell.donations.service.brakes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.donations.api.brakes.BrakesState;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KeptBrakesTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void aBrakeStaysOverARestartAndIsLetGo() throws Exception {
        var brakes = brakes();
        BrakesState on = BrakesState.NONE.paused(Map.of("en", "The <b>bank</b> asked us to.")).withoutGateway("stripe")
                .withBanner(Map.of("en", "We are back at nine", "nl", " "));
        assertTrue(brakes.exchange(BrakesState.NONE, on));
        assertEquals(on, brakes().state());
        assertEquals("a blank is no word", Map.of("en", "We are back at nine"), on.banner());
        assertTrue(brakes.exchange(on, on.resumed().withGateway("stripe").withBanner(Map.of())));
        BrakesState off = brakes().state();
        assertEquals(new BrakesState(off.version(), false, Map.of(), Set.of(), Map.of()), off);
    }

    @Test
    public void ofTwoAtOnceTheSecondIsToldSo() throws Exception {
        var brakes = brakes();
        BrakesState seenByBoth = brakes.state();
        assertTrue(brakes.exchange(seenByBoth, seenByBoth.paused(Map.of())));
        assertFalse(brakes.exchange(seenByBoth, seenByBoth.withoutGateway("stripe")));
        assertTrue("and takes nothing back", brakes.state().paused());
    }

    @Test
    public void whatCannotBeKeptIsNotInForce() throws Exception {
        Files.createDirectories(file().resolve("in the way"));
        var brakes = brakes();
        assertThrows(IOException.class, () -> brakes.exchange(BrakesState.NONE, BrakesState.NONE.paused(Map.of())));
        assertFalse(brakes.state().paused());
    }

    @Test
    public void aFileThatIsNoneStopsNoGift() throws Exception {
        for (String hostile : List.of("", "null", "[]", "{", "{\"paused\":\"x\"}", "{\"gatewaysOff\":[null]}",
                "{\"why\":{\"en\":\"" + "x".repeat(301) + "\"}}")) {
            Files.writeString(file(), hostile);
            assertEquals(hostile, BrakesState.NONE, brakes().state());
        }
        Files.writeString(file(), "{\"version\":7,\"paused\":true}");
        assertTrue("what a later release may leave out", brakes().state().paused());
    }

    @Test
    public void aTextHasAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> BrakesState.NONE.paused(Map.of("en", "x".repeat(301))));
        assertEquals(300, BrakesState.NONE.paused(Map.of("en", "x".repeat(300))).why().get("en").length());
    }

    private KeptBrakes brakes() {
        return new KeptBrakes(file());
    }

    private Path file() {
        return temporary.getRoot().toPath().resolve("brakes");
    }
}
