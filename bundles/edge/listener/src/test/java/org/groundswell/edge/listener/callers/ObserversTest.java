package org.groundswell.edge.listener.callers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.edge.api.requests.RequestObserver;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.junit.After;
import org.junit.Test;

public class ObserversTest {
    private static final int SECONDS = 30;

    private final Observers observers = new Observers();
    private final LinkedBlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @After
    public void close() {
        observers.close();
    }

    @Test
    public void oneThatSleepsOrFailsTakesNoCountFromTheOthers() throws Exception {
        RequestObserver sleeper = (kind, status, nanos, client, agent) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        observers.add(sleeper, "org.example.sleeper");
        observers.add((kind, status, nanos, client, agent) -> {
            throw new StackOverflowError();
        }, "org.example.broken");
        observers.add((kind, status, nanos, client, agent) -> heard.add(status), "org.example.quick");
        // More than the one that sleeps has room for.
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 10_000; i++) {
                answered(i);
            }
            for (int i = 0; i < 10_000; i++) {
                assertEquals(Integer.valueOf(i), heard.poll(SECONDS, TimeUnit.SECONDS));
            }
        }
        observers.unbindObserver(sleeper);
        assertTrue(interrupted.await(SECONDS, TimeUnit.SECONDS));
    }

    private void answered(int status) {
        observers.answered(Kind.PAGE, status, 1, new InetSocketAddress("127.0.0.1", 1), "");
    }
}
