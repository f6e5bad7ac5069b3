package org.groundswell.donations.service.protection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class NodeKeyTest {
    private static final String TEXT = "result 7";
    private static final long LONGEST_NANOS = 30_000_000_000L;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Keys keys = new Keys();
    private final List<NodeKey> nodes = new ArrayList<>();

    @After
    public void close() {
        nodes.forEach(NodeKey::close);
    }

    /** Of all nodes; may be away, or not be given to this node. */
    private static final class Keys implements SharedKeys {
        private final List<byte[]> all = new ArrayList<>(List.of(key(1)));
        private boolean away;
        private boolean withheld;

        @Override
        public synchronized List<byte[]> keys(String name, Optional<byte[]> own) throws IOException {
            if (away) {
                throw new IOException("the database is away");
            }
            own.filter(each -> all.stream().noneMatch(known -> Arrays.equals(known, each))).ifPresent(all::add);
            return withheld ? List.of() : List.copyOf(all);
        }

        @Override
        public synchronized void renew(String name) {
            all.addFirst(key(all.size() + 1));
        }

        synchronized void away(boolean now) {
            away = now;
        }
    }

    @Test
    public void whatOneNodeSignsTheOtherKnows() throws Exception {
        NodeKey here = shared("here");
        NodeKey there = shared("there");
        String signature = here.sign(TEXT);
        assertTrue(there.hasSigned(TEXT, signature));
        assertFalse(there.hasSigned(TEXT + "1", signature));
        assertFalse(there.hasSigned(TEXT, ""));
        assertFalse("a node's own key has no part in it", Files.exists(file("here")));
    }

    @Test
    public void aNewKeyIsKnownToANodeThatHasNotHeardOfIt() throws Exception {
        NodeKey here = shared("here");
        String before = here.sign(TEXT);
        keys.renew("links");
        NodeKey there = shared("there");
        String after = there.sign(TEXT);
        assertFalse(before.equals(after));
        until(() -> here.hasSigned(TEXT, after));
        assertTrue("what was signed before still counts", there.hasSigned(TEXT, before));
    }

    @Test
    public void linksThatANodeSentByItselfStayGoodAndCountEverywhere() throws Exception {
        NodeKey alone = node("here");
        String sent = alone.sign(TEXT);
        assertTrue(alone.hasSigned(TEXT, sent));
        alone.bindShared(keys);
        until(() -> alone.failure().isEmpty());
        assertTrue(alone.hasSigned(TEXT, sent));
        assertTrue(shared("there").hasSigned(TEXT, sent));
    }

    @Test
    public void nothingIsSignedWithAnotherKeyWhileThatOfAllCannotBeRead() throws Exception {
        keys.away(true);
        NodeKey here = shared("here");
        assertThrows(LedgerUnavailableException.class, () -> here.sign(TEXT));
        assertThrows(LedgerUnavailableException.class, () -> here.hasSigned(TEXT, "x"));
        until(() -> here.failure().filter("the database is away"::equals).isPresent());
        keys.away(false);
        until(() -> here.failure().isEmpty());
        String signature = here.sign(TEXT);
        keys.away(true);
        assertEquals("what was read stays", signature, here.sign(TEXT));
        here.unbindShared(keys);
        assertEquals(signature, here.sign(TEXT));
    }

    @Test
    public void aNodeWithoutANodeKeyGoesOnWithItsOwn() throws Exception {
        String before = node("here").sign(TEXT);
        keys.withheld = true;
        NodeKey here = shared("here");
        until(() -> here.failure().isEmpty());
        assertEquals(before, here.sign(TEXT));
    }

    @Test
    public void aKeyThatWasSpoiltIsRefused() throws Exception {
        Files.createDirectories(file("here").getParent());
        Files.write(file("here"), new byte[31]);
        var refused = assertThrows(IOException.class, () -> node("here"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("expected 32 bytes, found 31"));
    }

    private NodeKey shared(String name) throws IOException {
        NodeKey node = node(name);
        node.bindShared(keys);
        return node;
    }

    private NodeKey node(String name) throws IOException {
        var node = new NodeKey(file(name));
        nodes.add(node);
        return node;
    }

    private Path file(String name) {
        return folder.getRoot().toPath().resolve(name + "/links.key");
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue("within half a minute", System.nanoTime() - end < 0);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
