package org.groundswell.edge.api.snapshots;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.junit.Test;

public class SnapshotTest {
    private static final byte[] HOME = "Home".getBytes(StandardCharsets.UTF_8);
    private final Snapshot snapshot = page("/en/");

    @Test
    public void whoReadsTheBodyChangesItForNobody() {
        ByteBuffer body = snapshot.body();
        body.get(new byte[HOME.length]);
        snapshot.body().position(2).mark().limit(3);
        assertEquals(ByteBuffer.wrap(HOME), snapshot.body());
        assertArrayEquals(HOME, snapshot.bytes());
        assertEquals(page("/en/"), snapshot);
        assertEquals(page("/en/").hashCode(), snapshot.hashCode());
        assertThrows(ReadOnlyBufferException.class, () -> snapshot.body().put((byte) 'X'));
    }

    @Test
    public void whatItWasMadeOfMayChange() {
        byte[] bytes = HOME.clone();
        Snapshot made = Snapshot.of("/en/", "text/html", Caching.REVALIDATE, bytes);
        bytes[0] = 'X';
        assertEquals(snapshot, made);
    }

    @Test
    public void aSetKeepsItsErrorPages() {
        var pages = new HashMap<Integer, Snapshot>(Map.of(0, snapshot));
        var set = new SnapshotSet(List.of(), List.of("en"), Map.of("en", pages), Map.of());
        pages.clear();
        assertEquals(Map.of("en", Map.of(0, snapshot)), set.errors());
        assertThrows(UnsupportedOperationException.class, () -> set.errors().get("en").clear());
    }

    @Test
    public void aQueryWithOneOfItsParametersFillsIt() {
        Snapshot form = page("/en/donate").filledBy(Set.of("amount", "monthly"));
        assertTrue(form.isFilledBy("amount=25") && form.isFilledBy("a=b&monthly=yes"));
        for (String other : new String[] {null, "", "amount", "myamount=25", "x=amount=25", "donation=1"}) {
            assertFalse(other, form.isFilledBy(other));
        }
        assertFalse(snapshot.isFilledBy("amount=25"));
        assertFalse("nobody's own", form.isPersonal("amount=25"));
        assertTrue(form.personalWith("donation").isFilledBy("amount=25"));
    }

    private static Snapshot page(String path) {
        return Snapshot.of(path, "text/html", Caching.REVALIDATE, HOME);
    }
}
