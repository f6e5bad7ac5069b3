package org.groundswell.shared.records;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Test;

public class FollowedJournalTest {
    private static final String NAME = "site";
    private static final int MANY = 1_500;

    private final RecordsInMemory all = new RecordsInMemory();
    private final Reader reader = new Reader();
    private final FollowedJournal here = new FollowedJournal(NAME, "Sites", reader);
    private final FollowedJournal there = new FollowedJournal(NAME, "Sites", new Reader());
    private final Counting counting = new Counting();

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void theLastOneWrittenAnewIsNoReasonToReadAllAnew() throws Exception {
        begin();
        for (int i = 0; i < 5; i++) {
            put("wanted", "version " + i);
            here.round();
            assertEquals("version " + i, reader.known.get("wanted"));
        }
        assertEquals("from the beginning on", 1, reader.begun);
        assertTrue("read: " + counting.read, counting.read < 50);
    }

    @Test
    public void severalWrittenAnewAreReadByThemselves() throws Exception {
        begin();
        for (int i = 0; i < 300; i++) {
            put("mark " + i, "done");
        }
        here.round();
        counting.read = 0;
        for (int i = 0; i < 300; i += 2) {
            put("mark " + i, "open");
        }
        put("mark 299", "open");
        here.round();
        assertEquals("open", reader.known.get("mark 298"));
        assertEquals("open", reader.known.get("mark 299"));
        assertEquals("done", reader.known.get("mark 297"));
        assertEquals(1, reader.begun);
        assertTrue("read: " + counting.read, counting.read < 1_000);
    }

    @Test
    public void whatIsReadStaysWhenNothingIsNew() throws Exception {
        begin();
        int taken = reader.taken;
        here.round();
        here.round();
        assertEquals(taken, reader.taken);
    }

    @Test
    public void aStandbyWithoutTheLastOnesIsReadAnew() throws Exception {
        begin();
        RecordsInMemory standby = all.standby();
        put("file x", "x");
        put("wanted", "x");
        here.round();
        all.promote(standby);
        // The last one is there again, and what came before it is not.
        for (int i = 0; i < 10; i++) {
            put("file y" + i, "y");
        }
        put("wanted", "y");
        here.round();
        assertEquals(2, reader.begun);
        assertEquals(stored(), reader.known);
    }

    @Test
    public void aStandbyThatHasTheFormOfBeforeIsReadAnew() throws Exception {
        begin();
        put("wanted", "old");
        put("file x", "x");
        RecordsInMemory standby = all.standby();
        put("wanted", "new");
        here.round();
        all.promote(standby);
        here.round();
        assertEquals(stored(), reader.known);
    }

    @Test
    public void whereAllWasWrittenAnewAllIsRead() throws Exception {
        begin();
        for (String each : stored().keySet()) {
            put(each, "anew");
        }
        here.round();
        assertEquals(stored(), reader.known);
    }

    /** A journal that both follow; the loops are out of the way, as these rounds are asked for here. */
    private void begin() throws IOException {
        there.close();
        here.close();
        there.use(all);
        there.use(new OneKey());
        there.round();
        var many = new TreeMap<String, String>();
        for (int i = 0; i < MANY; i++) {
            many.put("file " + i, "f");
        }
        there.write(to -> to.add(many));
        put("wanted", "first");
        here.use(counting);
        here.use(new OneKey());
        here.round();
        assertEquals(stored(), reader.known);
        counting.read = 0;
    }

    private void put(String key, String value) throws IOException {
        there.write(to -> {
            to.put(Map.of(key, value));
            return key;
        });
    }

    private Map<String, String> stored() throws IOException {
        return there.write(from -> {
            var texts = new TreeMap<String, String>();
            for (List<SharedRecord> page = from.after(0); !page.isEmpty(); page = from.after(page.getLast().version())) {
                for (SharedRecord each : page) {
                    texts.put(each.key(), from.open(each));
                }
            }
            return texts;
        });
    }

    /** What is known of it. */
    private static final class Reader implements FollowedJournal.Part {
        private final Map<String, String> known = new HashMap<>();
        private int begun;
        private int taken;

        @Override
        public void begin() {
            known.clear();
            begun++;
        }

        @Override
        public void take(SealedRecords from, List<SharedRecord> page) throws IOException {
            for (SharedRecord each : page) {
                known.put(each.key(), from.open(each));
                taken++;
            }
        }

        @Override
        public void bring(SealedRecords to, boolean anew) {
            // Nothing of its own.
        }

        @Override
        public boolean isRead() {
            return true;
        }
    }

    /** How much is asked for. */
    private final class Counting implements SharedRecords {
        private int read;

        @Override
        public List<SharedRecord> after(String journal, long position, int limit) throws IOException {
            var found = new ArrayList<>(all.after(journal, position, limit));
            read += found.size();
            return found;
        }

        @Override
        public List<SharedRecord> put(String journal, Map<String, String> values) throws IOException {
            return all.put(journal, values);
        }

        @Override
        public void add(String journal, Map<String, String> values) throws IOException {
            all.add(journal, values);
        }

        @Override
        public boolean exchange(String journal, String key, long before, String value) throws IOException {
            return all.exchange(journal, key, before, value);
        }
    }

    private static final class OneKey implements SharedKeys {
        @Override
        public List<byte[]> keys(String name, Optional<byte[]> own) {
            return List.of(new byte[BYTES]);
        }

        @Override
        public void renew(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
