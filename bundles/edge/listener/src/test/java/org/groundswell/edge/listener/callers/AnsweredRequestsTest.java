package org.groundswell.edge.listener.callers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.edge.api.requests.RequestObserver.Kind;
import org.junit.Test;

public class AnsweredRequestsTest {
    private static final int THREADS = 4;
    private static final int EACH = 50_000;

    @Test
    public void fewAreTakenInTheirOrder() {
        var requests = new AnsweredRequests(4);
        var taken = new ArrayList<Long>();
        for (long round = 0; round < 5; round++) {
            requests.add(request(round * 2));
            requests.add(request(round * 2 + 1));
            requests.take(each -> taken.add(each.nanos()));
        }
        for (long i = 0; i < 10; i++) {
            assertEquals(Long.valueOf(i), taken.get((int) i));
        }
        assertEquals(0, requests.leftOut());
    }

    @Test
    public void whatHasNoRoomIsCountedOnce() {
        var requests = new AnsweredRequests(4);
        for (int i = 0; i < 10; i++) {
            requests.add(request(i));
        }
        var taken = new ArrayList<Long>();
        requests.take(each -> taken.add(each.nanos()));
        assertEquals(4, taken.size());
        assertEquals(6, requests.leftOut());
        assertEquals(0, requests.leftOut());
    }

    @Test
    public void nothingIsLostBetweenManyThreads() {
        var requests = new AnsweredRequests(1 << 10);
        var sum = new AtomicLong();
        var taken = new AtomicLong();
        long left = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                threads.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        requests.add(request(1));
                    }
                });
            }
            threads.shutdown();
            while (!threads.isTerminated()) {
                requests.take(each -> count(each, sum, taken));
            }
        }
        requests.take(each -> count(each, sum, taken));
        left = requests.leftOut();
        assertTrue(taken.get() > 0);
        assertEquals((long) THREADS * EACH, taken.get() + left);
        assertEquals(taken.get(), sum.get());
    }

    private static void count(AnsweredRequest request, AtomicLong sum, AtomicLong taken) {
        sum.addAndGet(request.nanos());
        taken.incrementAndGet();
    }

    private static AnsweredRequest request(long nanos) {
        return new AnsweredRequest(Kind.PAGE, 200, nanos, InetAddress.getLoopbackAddress(), "");
    }
}
