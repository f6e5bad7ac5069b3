package org.groundswell.donations.ledger.shared;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Test;

public class ListenersTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final int SECONDS = 30;

    private final Listeners listeners = new Listeners(LIMIT);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final BlockingQueue<Long> slow = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> quick = new LinkedBlockingQueue<>();
    private final LedgerListener sleeper = entries -> {
        try {
            assertTrue(open.await(SECONDS, TimeUnit.SECONDS));
            slow.add(entries.getFirst().sequence());
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    };

    @After
    public void close() {
        open.countDown();
        listeners.close();
    }

    @Test
    public void oneThatIsSlowIsNamedAndHearsAllInOrderLater() throws Exception {
        listeners.add(sleeper, "org.example.sleeper");
        listeners.add(entries -> quick.add(entries.getFirst().sequence()), "org.example.quick");
        for (long i = 1; i <= 5; i++) {
            listeners.tell(List.of(entry(i)));
        }
        for (long i = 1; i <= 5; i++) {
            assertEquals(Long.valueOf(i), quick.poll(SECONDS, TimeUnit.SECONDS));
        }
        assertTrue(slow.isEmpty());
        assertTrue(listeners.warning().orElseThrow().contains("org.example.sleeper"));
        assertFalse(listeners.warning().orElseThrow().contains("org.example.quick"));
        open.countDown();
        for (long i = 1; i <= 5; i++) {
            assertEquals(Long.valueOf(i), slow.poll(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    public void manyThatAreSlowShareOnePatience() throws Exception {
        for (int i = 0; i < 20; i++) {
            listeners.add(entries -> sleeper.committed(entries), "org.example.sleeper" + i);
        }
        listeners.add(entries -> quick.add(entries.getFirst().sequence()), "org.example.quick");
        for (int i = 0; i < 20 && quick.isEmpty(); i++) {
            listeners.tell(List.of(entry(1)));
        }
        assertEquals("told before the caller goes on", Long.valueOf(1), quick.poll());
    }

    @Test
    public void oneThatIsRemovedIsWokenAndHearsNothingMore() throws Exception {
        listeners.add(sleeper, "org.example.sleeper");
        listeners.tell(List.of(entry(1)));
        listeners.tell(List.of(entry(2)));
        listeners.remove(sleeper);
        assertTrue(interrupted.await(SECONDS, TimeUnit.SECONDS));
        assertTrue(listeners.warning().isEmpty());
        open.countDown();
        listeners.tell(List.of(entry(3)));
        assertTrue(slow.isEmpty());
    }

    @Test
    public void oneThatFailsHurtsNobody() {
        listeners.add(entries -> {
            throw new StackOverflowError();
        }, "org.example.broken");
        listeners.add(entries -> quick.add(entries.getFirst().sequence()), "org.example.quick");
        listeners.tell(List.of(entry(1)));
        listeners.tell(List.of(entry(2)));
        assertEquals(List.of(1L, 2L), List.copyOf(quick));
    }

    @Test
    public void oneThatNeverTakesAnythingKeepsNoMemory() {
        listeners.add(sleeper, "org.example.sleeper");
        for (int i = 0; i < 5_000; i++) {
            listeners.tell(List.of(entry(i)));
        }
        String warning = listeners.warning().orElseThrow();
        assertTrue(warning, Integer.parseInt(warning.replaceAll(".*\\((\\d+) commits.*", "$1")) <= 1_000);
    }

    private static Entry entry(long sequence) {
        return new Entry(sequence, new UUID(0, 1), "flood", DonationState.PAID, Money.parse("EUR 5"), 1, Cause.WEBHOOK,
                Instant.EPOCH);
    }
}
