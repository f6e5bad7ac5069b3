package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.groundswell.donations.api.Entry;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LetterSenderTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final LetterSender.Plan PLAN = new LetterSender.Plan(new Backoff(FIRST, Duration.ofHours(6)),
            new Backoff(FIRST, Duration.ofMinutes(1)), Duration.ofDays(3), Duration.ofSeconds(2));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final List<Entry> told = Collections.synchronizedList(new ArrayList<>());
    private Function<Letter, String> answer = letter -> "";
    private int tries;
    private Outbox outbox;
    private LetterSender sender;

    @Before
    public void open() throws Exception {
        Path file = folder.getRoot().toPath().resolve("webhooks/crm.db");
        outbox = new Outbox(file);
        sender = sender();
    }

    @After
    public void close() throws Exception {
        outbox.close();
    }

    /** And the node ends every hour: what the sender remembers is gone then. */
    @Test
    public void aReceiverThatIsAwayForADayIsToldOfAllWhenItIsBack() throws Exception {
        answer = letter -> "Connection refused";
        int sequence = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (minute % 30 == 0) {
                sequence++;
                take(Entries.entry(sequence, sequence % 10));
            }
            if (minute % 60 == 0) {
                sender = sender();
            }
            sendAll();
            clock.pass(Duration.ofMinutes(1));
        }
        assertTrue(told.isEmpty());
        assertTrue("it is not asked at every opportunity: " + tries, tries < 2 * 24 * 60);
        assertTrue(sender.trouble().orElseThrow().contains("Connection refused"));
        assertEquals(sequence, outbox.waiting());
        answer = letter -> "";
        for (int minute = 0; minute < 5; minute++) {
            sendAll();
            clock.pass(Duration.ofMinutes(1));
        }
        assertEquals(sequence, told.size());
        assertTrue(sender.trouble().isEmpty());
        assertInOrder();
        assertEquals(0, outbox.waiting() + outbox.givenUp());
    }

    @Test
    public void oneDonationThatIsRefusedStopsNoOtherAndIsGivenUpAfterDays() throws Exception {
        UUID refused = new UUID(0, 1);
        answer = letter -> letter.entry().donation().equals(refused) ? "status 500" : "";
        for (int sequence = 1; sequence <= 40; sequence++) {
            take(Entries.entry(sequence, sequence % 10));
        }
        sendAll();
        assertEquals(36, told.size());
        assertTrue("the receiver is well", sender.trouble().isEmpty());
        for (int hour = 0; hour < 27; hour++) {
            clock.pass(Duration.ofHours(3));
            sendAll();
        }
        assertEquals("the first of them", 1, outbox.givenUp());
        assertEquals(1, outbox.dead(10).getFirst().entry().sequence());
        assertTrue("it was tried for days: " + outbox.dead(10), outbox.dead(10).getFirst().attempts() > 10);
        answer = letter -> "";
        clock.pass(Duration.ofHours(8));
        sendAll();
        assertEquals(39, told.size());
        assertInOrder();
        outbox.revive(refused, 1, clock.instant());
        sendAll();
        assertEquals(40, told.size());
    }

    @Test
    public void aTryThatDoesNotEndIsEnded() throws Exception {
        answer = letter -> {
            try {
                new CountDownLatch(1).await();
                return "";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        };
        take(Entries.entry(1, 1));
        assertFalse(sender.round());
        assertEquals(1, outbox.waiting());
        assertEquals(0, outbox.untried());
    }

    @Test
    public void whatCannotEvenBeTriedWaits() throws Exception {
        answer = letter -> {
            throw new IllegalArgumentException("secrets: there is no file crm.secret");
        };
        for (int i = 1; i <= 5; i++) {
            take(Entries.entry(i, i));
        }
        sendAll();
        assertEquals(5, outbox.waiting());
        assertTrue(sender.trouble().orElseThrow().contains("crm.secret"));
    }

    private void assertInOrder() {
        Map<UUID, Long> last = new HashMap<>();
        for (Entry each : told) {
            Long before = last.put(each.donation(), each.sequence());
            assertTrue(each + " after " + before, before == null || before < each.sequence());
        }
    }

    private void take(Entry entry) {
        outbox.take(List.of(entry), String.valueOf(entry.sequence()), clock.instant());
    }

    private void sendAll() throws InterruptedException {
        boolean more = true;
        while (more) {
            more = sender.round();
        }
        // Letters of one donation follow each other.
        long before = -1;
        while (before != outbox.waiting()) {
            before = outbox.waiting();
            sender.round();
        }
    }

    private LetterSender sender() {
        return new LetterSender("crm", outbox, letter -> {
            tries++;
            String failure = answer.apply(letter);
            if (failure.isEmpty()) {
                told.add(letter.entry());
            }
            return new Attempt(letter, failure);
        }, PLAN, clock);
    }
}
