package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import org.groundswell.kernel.configuration.Look.Gone;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.Look.Unusable;
import org.junit.Test;

public class SettlingTest {
    private static final long SHORT = Settling.MOMENT_NANOS;
    private static final long LONG = Settling.LONG_MOMENT_NANOS;
    private final Settling settling = new Settling();

    @Test
    public void aFileThatIsStillBeingWrittenDoesNotCount() {
        assertEquals(Map.of(), settling.settled(looks(new Unusable("empty")), 0));
        assertEquals(Map.of(), settling.settled(looks(new Unusable("empty")), LONG - 1));
        assertEquals(Map.of(), settling.settled(looks(new Text("a = 2")), LONG));
        assertEquals("half a number", Map.of(), settling.settled(looks(new Text("a = 2")), LONG + SHORT));
        var whole = looks(new Text("a = 25\n"));
        assertEquals(Map.of(), settling.settled(whole, 2 * LONG));
        assertEquals(Map.of(), settling.settled(whole, 2 * LONG + SHORT - 1));
        assertEquals(whole, settling.settled(whole, 2 * LONG + SHORT));
        assertEquals(whole, settling.settled(whole, 2 * LONG + SHORT + 1));
    }

    @Test
    public void aFileThatComesBackWithinAMomentWasNeverGone() {
        var old = looks(new Text("a = 1\n"));
        settling.settled(old, 0);
        assertEquals(old, settling.settled(old, SHORT));
        assertEquals(Map.of(), settling.settled(Map.of(), SHORT + 1));
        assertEquals(Map.of(), settling.settled(Map.of(), LONG));
        var anew = looks(new Text("a = 2\n"));
        assertEquals(Map.of(), settling.settled(anew, LONG + 1));
        assertEquals(anew, settling.settled(anew, LONG + 1 + SHORT));
    }

    @Test
    public void aFileThatStaysAwayIsGoneOnce() {
        settling.settled(looks(new Text("a = 1\n")), 0);
        settling.settled(Map.of(), 1);
        assertEquals(looks(new Gone()), settling.settled(Map.of(), 1 + LONG));
        assertEquals(Map.of(), settling.settled(Map.of(), 2 + LONG));
    }

    private static Map<String, Look> looks(Look look) {
        return Map.of("a.cfg", look);
    }
}
