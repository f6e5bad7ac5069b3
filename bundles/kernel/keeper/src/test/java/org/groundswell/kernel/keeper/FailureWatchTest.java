package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;
import org.groundswell.kernel.api.PortStatus;
import org.junit.Test;

public class FailureWatchTest {
    private final FailureWatch watch = new FailureWatch(10);

    @Test
    public void onlyWhatIsNewCountsAndOnlyIfItIsMany() {
        assertEquals(Set.of(), watch.failing(List.of(port(7, 1000, 10))));
        assertEquals("five more", Set.of(), watch.failing(List.of(port(7, 1005, 15))));
        assertEquals("many, but few of all", Set.of(), watch.failing(List.of(port(7, 1205, 55))));
        assertEquals("half of all", Set.of(7L), watch.failing(List.of(port(7, 1245, 75))));
        assertEquals("quiet again", Set.of(), watch.failing(List.of(port(7, 1245, 75))));
    }

    @Test
    public void anotherProviderBeginsAtNought() {
        assertEquals(Set.of(7L), watch.failing(List.of(port(7, 20, 20))));
        assertEquals(Set.of(), watch.failing(List.of(port(7, 5, 5))));
        assertEquals(Set.of(8L), watch.failing(List.of(port(8, 16, 16))));
        assertEquals("nobody to blame", Set.of(), watch.failing(List.of(port(PortStatus.NOBODY, 99, 99))));
    }

    private static PortStatus port(long provider, long calls, long failures) {
        return new PortStatus("a", List.of("A"), provider, provider, calls, failures, 0, 0);
    }
}
