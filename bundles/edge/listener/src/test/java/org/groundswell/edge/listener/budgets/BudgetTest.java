package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

public class BudgetTest {
    private final Budget budget = new Budget(100, 40);

    @Test
    public void oneAddressLeavesRoomForOthers() {
        Budget.Share first = share("192.0.2.1");
        assertTrue(first.take(40));
        assertFalse(first.take(1));
        assertFalse(share("192.0.2.1").take(1));
        assertTrue(share("192.0.2.2").take(40));
        Budget.Share third = share("192.0.2.3");
        assertFalse("more than is left", third.take(21));
        assertTrue(third.take(20));
        assertEquals(100, budget.taken());
        first.close();
        assertTrue(third.take(20));
    }

    @Test
    public void aFewThatTakeAllTheyMayLeaveSomethingForEverybodyElse() {
        var kept = new Budget(100, 40, 2);
        for (int i = 1; i <= 4; i++) {
            Budget.Share greedy = kept.share(new InetSocketAddress("192.0.2." + i, 1));
            while (greedy.take(1)) {
                // Until it gets no more.
            }
        }
        assertEquals("the last fifth is left, but for what those begin with", 84, kept.taken());
        Budget.Share donor = kept.share(new InetSocketAddress("192.0.2.9", 1));
        assertTrue(donor.take(2));
        assertFalse("somebody who holds much", donor.take(1));
        donor.close();
        assertEquals(84, kept.taken());
    }

    @Test
    public void ofFewPlacesTenThatTakeAllTheyMayLeaveOneAsWell() {
        for (int all = 21; all < 60; all++) {
            var places = new Budget(all, all, 1);
            for (int i = 1; i <= 10; i++) {
                Budget.Share greedy = places.share(new InetSocketAddress("192.0.2." + i, 1));
                while (greedy.take(1)) {
                    // Until it gets no more.
                }
            }
            assertTrue("of " + all, places.share(new InetSocketAddress("192.0.2.99", 1)).take(1));
        }
    }

    /** A gift beside a slow page has a place, too. */
    @Test
    public void ofVeryFewPlacesOneAddressHasHalf() {
        for (int all = 1; all <= 20; all++) {
            var places = new Budget(all, all, 1);
            Budget.Share first = places.share(new InetSocketAddress("192.0.2.1", 1));
            for (int i = 0; i < (all + 1) / 2; i++) {
                assertTrue("place " + i + " of " + all, first.take(1));
            }
            assertFalse("of " + all, first.take(1));
            assertEquals("of " + all, all > 1, places.share(new InetSocketAddress("192.0.2.2", 1)).take(1));
        }
    }

    @Test
    public void aNetworkOfIpv6IsOneAddress() {
        assertTrue(share("2001:db8:0:1::1").take(40));
        assertFalse(share("2001:db8:0:1:ffff::2").take(1));
        assertTrue(share("2001:db8:0:2::1").take(1));
        assertTrue("mapped", share("::ffff:192.0.2.1").take(40));
        assertFalse(share("192.0.2.1").take(1));
    }

    @Test
    public void aProxysWordCountsAsItIs() {
        assertTrue(budget.share(InetSocketAddress.createUnresolved("192.0.2.1", 1)).take(40));
        assertFalse(share("192.0.2.1").take(1));
        for (SocketAddress odd : new SocketAddress[] {InetSocketAddress.createUnresolved("not.an.address", 1),
            UnixDomainSocketAddress.of("/tmp/x"), null}) {
            assertTrue(budget.share(odd).take(10));
        }
        assertFalse("all the unknown are one", share("127.0.0.1").take(11));
    }

    /** Whoever asks for too much, however often, takes nothing from others, not for a moment. */
    @Test
    public void whatIsRefusedRefusesNobodyElse() throws Exception {
        var over = new AtomicBoolean();
        Thread greedy = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                share("192.0.2.1").take(90);
            }
        });
        try {
            for (int i = 0; i < 300_000; i++) {
                Budget.Share modest = share("192.0.2.2");
                assertTrue("round " + i, modest.take(40));
                modest.close();
                assertEquals("round " + i, 0, budget.taken());
            }
        } finally {
            over.set(true);
            greedy.join();
        }
    }

    @Test
    public void whoHasAnotherAnswerLeavesHalfOfIt() {
        var places = new Budget(4, 4);
        Budget.Share share = places.share(new InetSocketAddress("192.0.2.1", 1));
        assertTrue(places.isHalfFree() && share.take(1));
        assertTrue(places.isHalfFree() && share.take(1));
        assertFalse(places.isHalfFree());
        share.keep(1);
        assertTrue(places.isHalfFree());
        assertTrue("one place is enough for one", new Budget(1, 1).isHalfFree());
    }

    @Test
    public void aShareIsGivenBackOnce() {
        Budget.Share share = share("192.0.2.1");
        assertTrue(share.take(30));
        share.keep(10);
        share.keep(20);
        assertEquals(10, budget.taken());
        share.close();
        share.close();
        assertEquals(0, budget.taken());
        assertFalse("after its end", share.take(1));
        assertEquals(0, budget.taken());
    }

    @Test
    public void nothingIsLostAmongMany() throws Exception {
        var begin = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            String address = "192.0.2." + i % 3;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int j = 0; j < 5_000; j++) {
                    try (Budget.Share share = share(address)) {
                        share.take(7);
                        share.take(11);
                        share.keep(7);
                    }
                }
            }));
        }
        begin.countDown();
        for (Thread each : threads) {
            each.join();
        }
        assertEquals(0, budget.taken());
        assertTrue(share("192.0.2.1").take(40));
    }

    private Budget.Share share(String address) {
        return budget.share(new InetSocketAddress(address, 1));
    }
}
