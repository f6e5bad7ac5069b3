package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.slf4j.Logger;

public class TurnLineTest {
    /** As where the heap is full: what breaks a turn breaks the line in the log, too. */
    private final Logger log = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
            (_, _, _) -> {
                throw new OutOfMemoryError("as a test has it");
            });

    @Test
    public void aTurnThatCannotEvenBeToldOfCostsTheOthersNothing() {
        var served = new ArrayList<String>();
        var threads = new ArrayList<Runnable>();
        var line = new TurnLine(threads::add, log);
        line.execute(() -> {
            throw new OutOfMemoryError("as a test has it");
        });
        line.execute(() -> served.add("who waited"));
        threads.removeFirst().run();
        line.execute(() -> served.add("who came later"));
        threads.removeFirst().run();
        assertEquals(List.of("who waited", "who came later"), served);
    }
}
