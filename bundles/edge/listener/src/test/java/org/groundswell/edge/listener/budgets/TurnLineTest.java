package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Test;
import org.slf4j.Logger;

public class TurnLineTest {
    /** As where the heap is full: what breaks a turn breaks the line in the log, too. */
    private final Logger log = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
            (_, _, _) -> {
                throw new OutOfMemoryError("as a test has it");
            });
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final TurnLine line = new TurnLine(threads::add, log);

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
    public void whatIsBegunIsFinishedBeforeMoreOfTheSameNetworkIsBegun() {
        add("192.0.2.1", "a0");
        add("192.0.2.1", "a1");
        add("192.0.2.2", "b0");
        add("192.0.2.2", "b1");
        line.goOn(new InetSocketAddress("192.0.2.2", 1), () -> done.add("b, begun before"));
        serve();
        assertEquals("and costs other networks nothing", List.of("a0", "b, begun before", "a1", "b0", "b1"), done);
    }

    @Test
    public void thereIsOneAtATime() {
        assertFalse(line.isBusy());
        add("192.0.2.1", "a");
        add("192.0.2.2", "b");
        assertEquals(1, threads.size());
        threads.remove().run();
        assertEquals(1, threads.size());
        assertTrue(line.isBusy());
        serve();
        assertFalse(line.isBusy());
    }

    @Test
    public void aTurnThatCannotEvenBeToldOfCostsTheOthersNothing() {
        line.add(new InetSocketAddress("192.0.2.1", 1), () -> {
            throw new OutOfMemoryError("as a test has it");
        });
        add("192.0.2.1", "who waited");
        serve();
        add("192.0.2.1", "who came later");
        serve();
        assertEquals(List.of("who waited", "who came later"), done);
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
