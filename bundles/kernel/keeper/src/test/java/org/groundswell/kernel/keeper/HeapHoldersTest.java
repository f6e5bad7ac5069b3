package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Whose objects fill the heap. */
public class HeapHoldersTest {
    private static final String HISTOGRAM = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:        500000       60000000  [B (java.base@25)
               2:       1000000       24000000  org.example.hog.Leak
               3:           100        8000000  [Lorg.example.hog.Leak;
               4:        200000        9000000  org.example.calm.Row
               5:        100000        4000000  java.lang.String (java.base@25)
               6:             1             16  org.example.calm.Page
            Total       1900101      105000016
            """;

    private final HeapHolders holders = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) ->
            new Bundle[] {bundle(1, "hog"), bundle(2, "calm")}));

    @Test
    public void theBundleWithMostOfItIsNamed() {
        Optional<HeapHolders.Holder> holder = holders.byObjects(HISTOGRAM, 10_000_000);
        assertEquals("org.example.hog", holder.orElseThrow().bundle());
        assertEquals("org.example.hog has 32 MB of it in objects of its classes, most of them of org.example.hog.Leak",
                holder.get().words());
    }

    @Test
    public void nobodyIsNamedForALittle() {
        assertEquals(Optional.empty(), holders.byObjects(HISTOGRAM, 40_000_000));
        assertEquals(Optional.empty(), holders.byObjects("", 0));
    }

    @Test
    public void theVirtualMachinesOwnHistogramIsRead() {
        // Every class of everybody is this bundle's.
        var all = new HeapHolders(Fake.of(BundleContext.class, (method, arguments) -> new Bundle[] {bundle(3, "")}));
        var ours = new Row[300_000];
        for (int i = 0; i < ours.length; i++) {
            ours[i] = new Row(i, i);
        }
        Optional<HeapHolders.Holder> holder = all.find(Long.MAX_VALUE / 8);
        assertEquals("too little", Optional.empty(), holder);
        assertTrue(all.find(4_000_000).orElseThrow().words().contains(Row.class.getName()));
        assertEquals(300_000, ours.length);
    }

    private record Row(long one, long two) {
    }

    private static Bundle bundle(long id, String part) {
        return Fake.of(Bundle.class, (method, arguments) -> switch (method) {
            case "getBundleId" -> id;
            case "getLocation" -> "groundswell:" + part;
            case "getSymbolicName" -> "org.example." + part;
            case "getEntry" -> part.isEmpty() || ((String) arguments[0]).contains(part)
                    ? URI.create("file:/here").toURL() : null;
            default -> null;
        });
    }
}
