package org.groundswell.donations.events;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.events.DonationEventListener;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Test;

public class EventDispatcherTest {
    private static final int SECONDS = 30;

    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean away;
    private final Ledger ledger = TestLedger.of(this::page);
    private final EventDispatcher dispatcher = new EventDispatcher(ledger);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @After
    public void close() {
        dispatcher.close();
    }

    @Test
    public void eachHearsAllFromWhereItWantsWhateverTheOthersDo() throws Exception {
        write(250);
        var fromTheBeginning = new Remembering(Ledger.BEGINNING);
        var fromThen = new Remembering("200");
        dispatcher.add(new Sleeping(), "org.example.sleeping");
        dispatcher.add(new Failing(), "org.example.failing");
        dispatcher.add(fromTheBeginning, "org.example.one");
        dispatcher.add(fromThen, "org.example.other");
        fromTheBeginning.expect(1, 250);
        fromThen.expect(201, 250);
        write(50);
        dispatcher.committed(List.of());
        fromTheBeginning.expect(251, 300);
        fromThen.expect(251, 300);
        // Again, because it wants to.
        fromThen.position = "100";
        dispatcher.committed(List.of());
        fromThen.expect(101, 300);
    }

    @Test
    public void whatFailedComesAgainAndWhileTheLedgerIsAwayNothingIsMissed() throws Exception {
        away = true;
        var listener = new Remembering(Ledger.BEGINNING);
        listener.failures = 2;
        dispatcher.add(listener, "org.example.one");
        write(3);
        away = false;
        listener.expect(1, 1);
        listener.expect(1, 1);
        listener.expect(1, 3);
    }

    @Test
    public void oneThatLeavesIsWoken() throws Exception {
        write(1);
        var sleeping = new Sleeping();
        dispatcher.add(sleeping, "org.example.sleeping");
        assertTrue(sleeping.asleep.await(SECONDS, TimeUnit.SECONDS));
        dispatcher.unbindListener(sleeping);
        assertTrue(interrupted.await(SECONDS, TimeUnit.SECONDS));
    }

    private synchronized void write(int number) {
        for (int i = 0; i < number; i++) {
            entries.add(new Entry(entries.size() + 1, new UUID(0, 1), "flood", DonationState.PAID,
                    Money.parse("EUR 5"), 1, Cause.WEBHOOK, Instant.EPOCH));
        }
    }

    private synchronized EntryPage page(String position, int limit) {
        if (away) {
            throw new LedgerUnavailableException("away");
        }
        int from = position.isEmpty() ? 0 : Integer.parseInt(position);
        int to = Math.min(entries.size(), from + limit);
        return new EntryPage(entries.subList(from, to), to == 0 ? "" : String.valueOf(to));
    }

    /** Does everything at once; where it has to fail it has done the first of them. */
    private static final class Remembering implements DonationEventListener {
        private final LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        private volatile String position;
        private volatile int failures;

        Remembering(String position) {
            this.position = position;
        }

        @Override
        public String position() {
            return position;
        }

        @Override
        public void received(EntryPage page) {
            if (failures-- > 0) {
                heard.add(page.entries().getFirst().sequence());
                throw new IllegalStateException("not now");
            }
            page.entries().forEach(each -> heard.add(each.sequence()));
            position = page.position();
        }

        void expect(long from, long to) throws InterruptedException {
            for (long i = from; i <= to; i++) {
                assertEquals(Long.valueOf(i), heard.poll(SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    private final class Sleeping implements DonationEventListener {
        private final CountDownLatch asleep = new CountDownLatch(1);

        @Override
        public String position() {
            return Ledger.BEGINNING;
        }

        @Override
        public void received(EntryPage page) {
            try {
                asleep.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    private static final class Failing implements DonationEventListener {
        @Override
        public String position() {
            throw new StackOverflowError();
        }

        @Override
        public void received(EntryPage page) {
            throw new LinkageError();
        }
    }
}
