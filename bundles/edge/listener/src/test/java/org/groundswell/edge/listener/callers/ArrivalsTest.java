package org.groundswell.edge.listener.callers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.edge.api.requests.ArrivalObserver;
import org.groundswell.edge.api.requests.ArrivalObserver.Arrival;
import org.junit.After;
import org.junit.Test;

public class ArrivalsTest {
    private static final int SECONDS = 30;

    private final Arrivals arrivals = new Arrivals();
    private final BlockingQueue<Arrival> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @After
    public void close() {
        arrivals.close();
    }

    @Test
    public void nobodyIsAskedWhileNobodyListens() {
        arrivals.round();
        assertFalse(arrivals.areWanted());
        arrivals.add(heard::add, "org.example.quick");
        arrivals.round();
        assertTrue(arrivals.areWanted());
    }

    @Test
    public void oneOfAPeriodIsTold() throws Exception {
        arrivals.add(heard::add, "org.example.quick");
        arrivals.round();
        come("https://news.example/story?who=me#here");
        assertFalse("enough for now", arrivals.areWanted());
        arrivals.round();
        assertHeard("news.example");
        assertTrue(arrivals.areWanted());
    }

    @Test
    public void onlyTheHostIsTakenOfWhereSomebodyComesFrom() throws Exception {
        assertEquals("news.example", from("https://NEWS.example:8443/a@b"));
        assertEquals("", from(null));
        assertEquals("", from(""));
        assertEquals("[2001:db8::1]", from("http://[2001:db8::1]:80/"));
    }

    /** What is no address of a page tells nothing, and what tells who somebody is goes no further. */
    @Test
    public void whatIsNoHostIsNotTold() throws Exception {
        arrivals.add(heard::add, "org.example.quick");
        for (String odd : List.of("about:client", "https://", "https://<b>/", "https://me:secret@news.example/", "null",
                "https://" + "a".repeat(300) + ".example/", "https://a\nb/")) {
            arrivals.round();
            come(odd);
            arrivals.round();
        }
        come(null);
        arrivals.round();
        assertHeard("");
    }

    @Test
    public void whoMovesWithinTheSiteDoesNotArrive() throws Exception {
        arrivals.add(heard::add, "org.example.quick");
        arrivals.round();
        come("http://Give.example:8080/en/about");
        arrivals.shown("/en/", "https://give.example/", "give.example");
        assertTrue("the next one is still wanted", arrivals.areWanted());
        come(null);
        arrivals.round();
        assertHeard("");
    }

    @Test
    public void oneThatSleepsTakesNothingFromTheOthers() throws Exception {
        ArrivalObserver sleeper = arrival -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        arrivals.add(sleeper, "org.example.sleeper");
        arrivals.add(heard::add, "org.example.quick");
        arrivals.round();
        for (int i = 0; i < 3; i++) {
            come("https://news.example/" + i);
            arrivals.round();
            assertHeard("news.example");
        }
        arrivals.unbindObserver(sleeper);
        assertTrue("who leaves is told no more", interrupted.await(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void oneThatFailsTakesNothingFromTheOthers() throws Exception {
        arrivals.add(arrival -> {
            throw new IllegalStateException("a mistake");
        }, "org.example.mistaken");
        arrivals.add(arrival -> {
            throw new StackOverflowError("deep");
        }, "org.example.deep");
        arrivals.add(heard::add, "org.example.quick");
        arrivals.round();
        come(null);
        arrivals.round();
        assertHeard("");
    }

    /** Next of all, and nothing before it. */
    private void assertHeard(String from) throws InterruptedException {
        assertEquals(new Arrival("/en/", from), heard.poll(SECONDS, TimeUnit.SECONDS));
    }

    private String from(String referer) throws InterruptedException {
        var fresh = new Arrivals();
        fresh.add(heard::add, "org.example.quick");
        fresh.round();
        fresh.shown("/en/", referer, "give.example:8080");
        fresh.round();
        String from = heard.poll(SECONDS, TimeUnit.SECONDS).from();
        fresh.close();
        return from;
    }

    private void come(String referer) {
        arrivals.shown("/en/", referer, "give.example:8080");
    }
}
