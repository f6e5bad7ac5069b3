package org.groundswell.shared.records;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Test;

public class SharedJournalTest {
    private static final String NAME = "decisions";

    private final RecordsInMemory records = new RecordsInMemory();
    private final Semaphore news = new Semaphore(0);
    private final SharedJournal here = new SharedJournal(NAME, SharedJournal.Legacy.NONE, news::release);
    private final SharedJournal there = new SharedJournal(NAME, SharedJournal.Legacy.NONE, () -> { });

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void whatIsWrittenThereIsKnownHereByItself() throws Exception {
        assertFalse(here.isShared());
        here.use(records);
        there.use(records);
        assertTrue(here.isShared());
        awaitNews();
        assertTrue(here.isKnown());
        there.put(Map.of("a", "1"));
        assertEquals("there at once", "1", there.get("a").orElseThrow().value());
        awaitNews();
        assertEquals("1", here.get("a").orElseThrow().value());
        assertTrue(here.exchange("a", here.get("a").orElseThrow().version(), "2"));
        assertFalse("somebody was faster", there.exchange("a", there.get("a").orElseThrow().version() - 1, "3"));
        assertEquals("and that is known then", "2", there.get("a").orElseThrow().value());
    }

    @Test
    public void theNewestComeFirstEachOnce() throws Exception {
        there.use(records);
        there.put(Map.of("a", "show"));
        there.put(Map.of("b", "show"));
        there.put(Map.of("a", "show"));
        there.put(Map.of("c", "hide"));
        assertEquals(List.of("a", "b"), there.newest(each -> each.value().equals("show"), 9).stream()
                .map(SharedRecord::key).toList());
        assertEquals(1, there.newest(_ -> true, 1).size());
    }

    @Test
    public void manyAreReadAndWrittenInParts() throws Exception {
        there.use(records);
        there.put(IntStream.range(0, 2500).boxed().collect(Collectors.toMap(each -> "k" + each, String::valueOf)));
        here.use(records);
        here.refresh();
        assertEquals(2500, here.newest(_ -> true, 9999).size());
    }

    @Test
    public void whatWasReadStaysWhileNobodyCanBeAsked() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1"));
        records.away(true);
        assertThrows(IOException.class, () -> here.put(Map.of("a", "2")));
        assertThrows(IOException.class, here::refresh);
        here.leave(records);
        assertThrows(IOException.class, here::refresh);
        assertEquals("1", here.get("a").orElseThrow().value());
        assertTrue(here.isShared());
        records.away(false);
        here.use(records);
        here.refresh();
        assertEquals("1", here.get("a").orElseThrow().value());
    }

    /** After the settings say another database. */
    @Test
    public void anotherServiceIsReadFromTheBeginning() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1", "b", "2"));
        var other = new RecordsInMemory();
        other.put(NAME, Map.of("a", "3"));
        here.use(other);
        here.leave(records);
        here.refresh();
        assertEquals("3", here.get("a").orElseThrow().value());
        assertTrue("it has no other", here.get("b").isEmpty());
    }

    /** What a standby had not got is lost with its primary, and its versions are given once more. */
    @Test
    public void whatIsWrittenWhereAStandbyTookThePlaceIsRead() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1"));
        RecordsInMemory standby = records.standby();
        here.put(Map.of("b", "2"));
        here.put(Map.of("c", "3"));
        here.refresh();
        records.promote(standby);
        records.put(NAME, Map.of("d", "4"));
        here.refresh();
        assertEquals("4", here.get("d").orElseThrow().value());
        assertTrue("what is lost is no more", here.get("c").isEmpty());
        records.promote(standby);
        records.put(NAME, Map.of("e", "5"));
        here.refresh();
        assertEquals("where as many were written since", "5", here.get("e").orElseThrow().value());
    }

    @Test
    public void whatWasPutLastCountsWhereAHigherVersionWasLost() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1"));
        RecordsInMemory standby = records.standby();
        here.put(Map.of("a", "2"));
        here.put(Map.of("a", "3"));
        records.promote(standby);
        here.put(Map.of("a", "4"));
        assertEquals("4", here.get("a").orElseThrow().value());
        here.refresh();
        assertEquals("4", here.get("a").orElseThrow().value());
    }

    @Test
    public void whoWasNotFasterKnowsWhatIsThere() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1"));
        RecordsInMemory standby = records.standby();
        assertTrue(here.exchange("a", here.get("a").orElseThrow().version(), "2"));
        records.promote(standby);
        assertFalse(here.exchange("a", here.get("a").orElseThrow().version(), "3"));
        assertTrue(here.exchange("a", here.get("a").orElseThrow().version(), "3"));
    }

    /** It is there for all, so "nothing was changed" would be wrong. */
    @Test
    public void whatIsWrittenCountsThoughItCannotBeReadBack() throws Exception {
        here.use(records);
        there.use(records);
        here.put(Map.of("a", "1"));
        until(() -> here.isKnown() && there.isKnown());
        var journal = new SharedJournal(NAME, SharedJournal.Legacy.NONE, () -> { });
        journal.use(goesWithEachExchange());
        journal.refresh();
        assertTrue(journal.exchange("a", journal.get("a").orElseThrow().version(), "2"));
        assertEquals("2", journal.get("a").orElseThrow().value());
        records.away(false);
        until(() -> there.get("a").filter(each -> each.value().equals("2")).isPresent());
        there.put(Map.of("a", "3"));
        until(() -> journal.get("a").orElseThrow().value().equals("3"));
        journal.close();
    }

    private SharedRecords goesWithEachExchange() {
        return (SharedRecords) Proxy.newProxyInstance(SharedRecords.class.getClassLoader(),
                new Class<?>[] {SharedRecords.class}, (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(records, arguments);
                        if (method.getName().equals("exchange")) {
                            records.away(true);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    public void whyItIsNotKnownIsSaid() throws Exception {
        records.away(true);
        here.use(records);
        until(() -> here.problem().isPresent());
        assertTrue(here.problem().get(), here.problem().get().contains("away"));
        records.away(false);
        until(here::isKnown);
        assertTrue(here.problem().isEmpty());
    }

    @Test
    public void whoAsksIsToldThatAnotherServiceHasNothing() throws Exception {
        here.use(records);
        here.put(Map.of("a", "1"));
        until(here::isKnown);
        here.refresh();
        news.drainPermits();
        here.use(new RecordsInMemory());
        here.refresh();
        assertTrue(news.tryAcquire(30, TimeUnit.SECONDS));
    }

    @Test
    public void whatANodeHadByItselfIsHandedOverOnce() throws Exception {
        records.put(NAME, Map.of("a", "all's"));
        var done = new Semaphore(0);
        try (var node = new SharedJournal(NAME, journal -> journal.add(Map.of("a", "own", "b", "own")), done::release)) {
            node.use(records);
            while (!node.isKnown()) {
                assertTrue(done.tryAcquire(30, TimeUnit.SECONDS));
            }
            assertEquals("all's", node.get("a").orElseThrow().value());
            assertEquals("own", node.get("b").orElseThrow().value());
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue("within half a minute", System.nanoTime() - end < 0);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void awaitNews() throws InterruptedException {
        assertTrue("news come", news.tryAcquire(30, TimeUnit.SECONDS));
    }
}
