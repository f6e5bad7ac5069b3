package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

public class PostgresRecordsTest {
    private static final String JOURNAL = "decisions";

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresRecords here;
    private PostgresRecords there;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        here = new PostgresRecords(Source.of(SERVER, schema));
        there = new PostgresRecords(Source.of(SERVER, schema));
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void whatIsWrittenHereIsReadThereFromAPositionOn() throws Exception {
        var two = new LinkedHashMap<String, String>();
        two.put("b", "1");
        two.put("a", "2");
        List<SharedRecord> put = here.put(JOURNAL, two);
        assertEquals(List.of(new SharedRecord("b", 1, "1"), new SharedRecord("a", 2, "2")), put);
        assertEquals(put, there.after(JOURNAL, 0, 10));
        there.put(JOURNAL, Map.of("b", "3"));
        assertEquals(List.of(new SharedRecord("b", 3, "3")), here.after(JOURNAL, 2, 10));
        assertEquals("as it is now", List.of("a", "b"), keys(here.after(JOURNAL, 0, 10)));
        assertEquals("as many as wanted", List.of("a"), keys(here.after(JOURNAL, 0, 1)));
        assertEquals("a journal by itself", List.of(), here.after("others", 0, 10));
    }

    @Test
    public void onlyWhoHasSeenTheLastVersionExchangesIt() throws Exception {
        assertTrue(here.exchange(JOURNAL, "k", 0, "one"));
        assertFalse(there.exchange(JOURNAL, "k", 0, "other"));
        long version = there.after(JOURNAL, 0, 10).getFirst().version();
        assertTrue(there.exchange(JOURNAL, "k", version, "two"));
        assertFalse(here.exchange(JOURNAL, "k", version, "three"));
        assertEquals("two", here.after(JOURNAL, 0, 10).getFirst().value());
    }

    @Test
    public void ofManyAtOnceOneIsFirst() throws Exception {
        Callable<List<SharedRecord>> first = () -> {
            here.add(JOURNAL, Map.of("k", Thread.currentThread().toString()));
            return there.after(JOURNAL, 0, 10);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = new ArrayList<List<SharedRecord>>();
            for (Future<List<SharedRecord>> each : threads.invokeAll(Collections.nCopies(8, first))) {
                seen.add(each.get());
            }
            assertEquals(seen.toString(), 1, seen.stream().distinct().count());
        }
    }

    /** Whoever comes while a version is given and not yet committed waits: so no reader passes it. */
    @Test
    public void noRecordIsSkippedThatIsCommittedLate() throws Exception {
        here.put(JOURNAL, Map.of("a", "1"));
        try (Connection slow = SERVER.open(schema); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.setAutoCommit(false);
            try (var statement = slow.createStatement()) {
                statement.executeUpdate("UPDATE journal SET last = last + 1");
                statement.executeUpdate("INSERT INTO record SELECT name, 'late', last, '2' FROM journal");
            }
            Future<?> later = threads.submit(() -> there.put(JOURNAL, Map.of("b", "3")));
            Await.until("it waits", () -> SERVER.number(schema,
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
            assertEquals("nothing is seen past it", List.of(), here.after(JOURNAL, 1, 10));
            slow.commit();
            later.get();
        }
        assertEquals(List.of("late", "b"), keys(here.after(JOURNAL, 1, 10)));
    }

    @Test
    public void whatCannotBeWrittenIsRefusedByItself() throws Exception {
        for (Map<String, String> each : List.of(Map.of("", "x"), Map.of("k", "a\0b"), Map.of("k".repeat(201), "x"),
                Map.of("k", "x".repeat(SharedRecords.LONGEST_VALUE + 1)))) {
            assertThrows(IllegalArgumentException.class, () -> here.put(JOURNAL, each));
        }
        assertThrows(IllegalArgumentException.class, () -> here.after("No Name", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> here.after(JOURNAL, 0, 0));
    }

    @Test
    public void aDatabaseThatIsAwayIsSaidToBe() throws Exception {
        var nowhere = new PostgresRecords(Source.of(schema, 1));
        try {
            IOException refused = assertThrows(IOException.class, () -> nowhere.after(JOURNAL, 0, 1));
            assertTrue(refused.getMessage(), refused.getMessage().contains("cannot be reached"));
        } finally {
            nowhere.close();
        }
    }

    private static List<String> keys(List<SharedRecord> records) {
        return records.stream().map(SharedRecord::key).toList();
    }
}
