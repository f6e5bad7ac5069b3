package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Test;

public class HandshakeLineTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final HandshakeLine line = new HandshakeLine(threads::add);

    @Test
    public void oneOfEachNetworkHasItsTurn() {
        for (int i = 0; i < 3; i++) {
            add("192.0.2.1", "a" + i);
            add("192.0.2.2", "b" + i);
        }
        add("192.0.2.3", "donor");
        serve();
        assertEquals(List.of("a0", "b0", "donor", "a1", "b1", "a2", "b2"), done);
        add("192.0.2.1", "later");
        serve();
        assertEquals("later", done.getLast());
    }

    @Test
    public void thereIsOneAtATime() {
        add("192.0.2.1", "a");
        add("192.0.2.2", "b");
        assertEquals(1, threads.size());
        threads.remove().run();
        assertEquals(1, threads.size());
    }

    @Test
    public void oneThatBreaksCostsTheOthersNothing() {
        line.add(new InetSocketAddress("192.0.2.1", 1), () -> {
            throw new IllegalStateException("as a test has it");
        });
        add("192.0.2.1", "next");
        assertThrows(IllegalStateException.class, threads.remove()::run);
        serve();
        assertEquals(List.of("next"), done);
    }

    private void add(String address, String name) {
        line.add(new InetSocketAddress(address, 1), () -> done.add(name));
    }

    private void serve() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
