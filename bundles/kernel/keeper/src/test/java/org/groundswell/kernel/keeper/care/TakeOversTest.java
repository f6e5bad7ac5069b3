package org.groundswell.kernel.keeper.care;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.ports.RefusedProvider;
import org.junit.Test;

public class TakeOversTest {
    private final List<RefusedProvider> refused = new ArrayList<>();
    private List<PortStatus> list = List.of(port(7, 7));
    private final TakeOvers takeOvers = new TakeOvers(new Ports() {
        @Override
        public List<PortStatus> list() {
            return list;
        }

        @Override
        public boolean isReady(String name) {
            return true;
        }

        @Override
        public List<RefusedProvider> refused() {
            return List.copyOf(refused);
        }
    }, id -> "bundle " + id);

    @Test
    public void onlyAnotherBundleTakesOver() {
        assertEquals(List.of(), takeOvers.look());
        list = List.of(port(PortStatus.NOBODY, 7));
        assertEquals("away", List.of(), takeOvers.look());
        list = List.of(port(7, 7));
        assertEquals("back", List.of(), takeOvers.look());
        list = List.of(port(8, 8));
        assertEquals(List.of(new TakeOvers.Finding(8, SwapOutcome.TAKEN_OVER,
                "it provides port a now; bundle 7 did before")), takeOvers.look());
        assertEquals("once", List.of(), takeOvers.look());
    }

    @Test
    public void twoVersionsOfAnApiDoNotTakeOverFromEachOther() {
        takeOvers.look();
        list = List.of(port(7, 7), port(8, 8));
        assertEquals("one has come", List.of(), takeOvers.look());
        list = List.of(port(8, 8), port(7, 7));
        assertEquals(List.of(), takeOvers.look());
        list = List.of(port(7, 7));
        assertEquals("one has gone", List.of(), takeOvers.look());
    }

    @Test
    public void aRefusalIsToldOnce() {
        refused.add(new RefusedProvider("a", 9, "too little"));
        assertEquals(List.of(new TakeOvers.Finding(9, SwapOutcome.REFUSED, "port a: too little")), takeOvers.look());
        assertEquals(List.of(), takeOvers.look());
    }

    private static PortStatus port(long provider, long last) {
        return new PortStatus("a", List.of("A"), provider, last, 0, 0, 0, 0);
    }
}
