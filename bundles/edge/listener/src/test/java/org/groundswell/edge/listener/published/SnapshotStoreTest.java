package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.PathTakenException;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;

public class SnapshotStoreTest {
    private final BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (_, _, _) -> null);
    private final SnapshotStore store = new SnapshotStore(context,
            Map.of("pages", pages("/en/", "/en/old"), "wall", pages("/wall")));

    @After
    public void stop() {
        store.stop();
    }

    @Test
    public void whatTheLastRunPublishedIsShownButNotCounted() {
        assertEquals(Set.of("/en/", "/en/old", "/wall"), store.table().routes().pages().keySet());
        assertEquals(SnapshotSet.EMPTY, store.now());
        assertFalse(store.isComplete());
    }

    @Test
    public void isReplacedByWhatThisRunPublishes() {
        store.publish("pages", pages("/en/"));
        assertEquals(Set.of("/en/", "/wall"), store.table().routes().pages().keySet());
        assertEquals(List.of("/en/"), store.now().snapshots().stream().map(Snapshot::path).toList());
        assertTrue(store.isComplete());
    }

    @Test
    public void keepsNoPathFromWhoIsHereNow() {
        store.publish("other", pages("/wall"));
        assertEquals(Set.of("/wall"), store.table().routes().pages().keySet());
        assertThrows(PathTakenException.class, () -> store.publish("pages", pages("/en/", "/wall")));
    }

    @Test
    public void afterARehearsalItShowsWhatTheProcessBeforeHasSavedMeanwhile() {
        var saved = new AtomicReference<>(Map.of("pages", pages("/en/", "/en/old")));
        var rehearsed = new SnapshotStore(context, saved::get);
        try {
            rehearsed.publish("pages", pages("/en/", "/en/rehearsed"));
            saved.set(Map.of("pages", pages("/en/", "/en/new")));
            var heard = new ArrayList<String>();
            rehearsed.onChange((_, now) -> heard.addAll(now.routes().pages().keySet()));
            rehearsed.beginAgain();
            assertEquals(Set.of("/en/", "/en/new"), rehearsed.table().routes().pages().keySet());
            assertEquals("whoever listens hears of it", Set.of("/en/", "/en/new"), Set.copyOf(heard));
            assertEquals(SnapshotSet.EMPTY, rehearsed.now());
            assertFalse(rehearsed.isComplete());
        } finally {
            rehearsed.stop();
        }
    }

    @Test
    public void aListenerThatFailsCostsTheOthersNothing() {
        var heard = new ArrayList<String>();
        store.onChange((_, _) -> {
            throw new IllegalStateException("broken");
        });
        store.onChange((_, _) -> {
            throw new StackOverflowError("broken, too");
        });
        store.onChange((_, now) -> heard.addAll(now.routes().languages()));
        store.publish("pages", pages("/en/"));
        assertEquals(List.of("en"), heard);
    }

    private static SnapshotSet pages(String... paths) {
        return new SnapshotSet(Arrays.stream(paths).map(path -> Snapshot.of(path, "text/html", Caching.REVALIDATE,
                path.getBytes(StandardCharsets.UTF_8))).toList(), List.of("en"), Map.of(), Map.of());
    }
}
