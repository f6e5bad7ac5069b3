package org.groundswell.donations.ledger.postgres;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.kernel.api.records.SharedRecord;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

public class PostgresKeysTest {
    private static final String NAME = "links";
    private static final String ONE = nodeKey(1);
    private static final String OTHER = nodeKey(2);

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresRecords records;

    @Before
    public void open() throws Exception {
        schema = SERVER.schema();
        records = new PostgresRecords(Source.of(SERVER, schema));
    }

    @After
    public void close() {
        records.close();
    }

    @Test
    public void nodesThatStartAtOnceHaveTheSameKey() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<byte[]>>> nodes = IntStream.range(0, 8)
                    .<Callable<List<byte[]>>>mapToObj(_ -> () -> node(ONE).keys(NAME, Optional.empty())).toList();
            var seen = new ArrayList<String>();
            for (Future<List<byte[]>> each : threads.invokeAll(nodes)) {
                assertEquals(1, each.get().size());
                seen.add(HexFormat.of().formatHex(each.get().getFirst()));
            }
            assertEquals(1, seen.stream().distinct().count());
            assertEquals("32 bytes", 64, seen.getFirst().length());
        }
    }

    @Test
    public void whatNodesHaveSignedByThemselvesStillCounts() throws Exception {
        byte[] mine = key(3);
        byte[] yours = key(4);
        assertArrayEquals("the first key is that of the first node", mine,
                node(ONE).keys(NAME, Optional.of(mine)).getFirst());
        List<byte[]> keys = node(ONE).keys(NAME, Optional.of(yours));
        assertEquals(List.of(3, 4), firsts(keys));
        assertEquals(List.of(3, 4), firsts(node(ONE).keys(NAME, Optional.of(mine))));
    }

    @Test
    public void aNewKeySignsAndTheOldOnesStillCount() throws Exception {
        node(ONE).keys(NAME, Optional.of(key(3)));
        node(ONE).keys(NAME, Optional.of(key(4)));
        node(ONE).renew(NAME);
        List<byte[]> keys = node(ONE).keys(NAME, Optional.empty());
        assertEquals(3, keys.size());
        assertEquals(List.of(3, 4), firsts(keys.subList(1, 3)));
        assertFalse(Arrays.equals(key(3), keys.getFirst()));
    }

    @Test
    public void anotherNodeKeyIsSaidToBeAnother() throws Exception {
        node(ONE).keys(NAME, Optional.of(key(3)));
        IOException refused = assertThrows(IOException.class, () -> node(OTHER).keys(NAME, Optional.empty()));
        assertTrue(refused.getMessage(), refused.getMessage().contains("another node key"));
        assertFalse(refused.getMessage(), refused.getMessage().contains(OTHER));
        assertEquals("and nothing was changed", List.of(3), firsts(node(ONE).keys(NAME, Optional.empty())));
    }

    @Test
    public void theNodeKeyIsExchangedInThreeSteps() throws Exception {
        node(ONE).keys(NAME, Optional.of(key(3)));
        assertEquals("each node knows the new one", List.of(3), firsts(node(ONE + "," + OTHER).keys(NAME, Optional.empty())));
        assertEquals("it seals", List.of(3), firsts(node(OTHER + ", " + ONE).keys(NAME, Optional.empty())));
        assertEquals("without the old one", List.of(3), firsts(node(OTHER).keys(NAME, Optional.empty())));
        assertThrows(IOException.class, () -> node(ONE).keys(NAME, Optional.empty()));
    }

    /** Between the first and the last node of the second step both ways are in use. */
    @Test
    public void nodesThatSealWithTwoKeysDoNotGoOnUndoingEachOther() throws Exception {
        PostgresKeys one = node(ONE + "," + OTHER);
        PostgresKeys other = node(OTHER + "," + ONE);
        one.keys(NAME, Optional.of(key(3)));
        other.keys(NAME, Optional.empty());
        one.keys(NAME, Optional.empty());
        long version = records.after("keys", 0, 9).getLast().version();
        other.keys(NAME, Optional.empty());
        one.keys(NAME, Optional.empty());
        assertEquals(version, records.after("keys", 0, 9).getLast().version());
        assertEquals("the last node of the step", List.of(3), firsts(node(OTHER + "," + ONE).keys(NAME, Optional.empty())));
        assertEquals(List.of(3), firsts(node(OTHER).keys(NAME, Optional.empty())));
    }

    /** As compose leaves it, where nobody has set it. */
    @Test
    public void aVariableThatIsEmptyIsMissing() {
        Supplier<String> missing = () -> {
            throw new IllegalArgumentException("not there or empty");
        };
        String variable = "env:GROUNDSWELL_NODE_KEY";
        assertNull(PostgresKeys.seal(missing, variable, null));
        assertNull(PostgresKeys.seal(missing, variable, " "));
        assertThrows("it is no key", IllegalArgumentException.class,
                () -> PostgresKeys.seal(() -> "short", variable, "short"));
        assertThrows("somebody has named it", IllegalArgumentException.class,
                () -> PostgresKeys.seal(missing, "file:secrets/node.key", null));
    }

    @Test
    public void theDatabaseHasNoKeyAndWhatWasMovedIsNotRead() throws Exception {
        node(ONE).keys(NAME, Optional.of(key(3)));
        SharedRecord record = records.after("keys", 0, 9).getFirst();
        assertFalse(record.value().contains(Base64.getEncoder().encodeToString(key(3))));
        assertTrue(records.exchange("keys", "links 000002", 0, record.value()));
        assertThrows("moved", IOException.class, () -> node(ONE).keys(NAME, Optional.empty()));
        try (Connection connection = SERVER.open(schema); var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM record WHERE key = 'links 000002'");
            statement.executeUpdate("UPDATE record SET value = overlay(value placing 'AAAA' from 20)");
        }
        assertThrows("changed", IOException.class, () -> node(ONE).keys(NAME, Optional.empty()));
    }

    @Test
    public void withoutANodeKeyNothingIsShared() throws Exception {
        assertEquals(List.of(), new PostgresKeys(records, null).keys(NAME, Optional.of(key(3))));
        assertEquals(0, records.after("keys", 0, 9).size());
        assertThrows(IOException.class, () -> new PostgresKeys(records, null).renew(NAME));
    }

    @Test
    public void whatIsNoKeyIsRefusedAndNotRepeated() {
        for (String each : List.of("", "short", "x".repeat(44), ONE + ",", "," + ONE)) {
            var refused = assertThrows(each, IllegalArgumentException.class, () -> new NodeSeal(each));
            assertTrue(refused.getMessage(), each.isEmpty() || !refused.getMessage().contains(each));
        }
    }

    private PostgresKeys node(String nodeKeys) {
        return new PostgresKeys(records, new NodeSeal(nodeKeys));
    }

    private static List<Integer> firsts(List<byte[]> keys) {
        return keys.stream().map(each -> (int) each[0]).toList();
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static String nodeKey(int fill) {
        return Base64.getEncoder().encodeToString(key(fill));
    }
}
