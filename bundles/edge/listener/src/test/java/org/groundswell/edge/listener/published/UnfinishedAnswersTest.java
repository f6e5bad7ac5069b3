package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.junit.After;
import org.junit.Test;

public class UnfinishedAnswersTest {
    private static final int LENGTH = 1000;

    private long nanos = 1;
    private final Set<EncodedSnapshot> published = new HashSet<>();
    private final UnfinishedAnswers answers = new UnfinishedAnswers(published::contains, 2 * LENGTH, () -> nanos++);

    @After
    public void stop() {
        answers.close();
    }

    @Test
    public void beyondTheBudgetTheReadersOfTheOldestVersionGo() {
        List<ByteArrayEndPoint> readers = new ArrayList<>();
        for (int version = 0; version < 4; version++) {
            EncodedSnapshot page = version(version);
            readers.add(reader(page));
            readers.add(reader(page));
        }
        answers.look();
        assertEquals(List.of(false, false, false, false, true, true, true, true),
                readers.stream().map(ByteArrayEndPoint::isOpen).toList());
    }

    @Test
    public void whatIsPublishedIsKeptForEverybody() {
        List<ByteArrayEndPoint> readers = new ArrayList<>();
        for (int version = 0; version < 4; version++) {
            EncodedSnapshot page = version(version);
            published.add(page);
            readers.add(reader(page));
        }
        answers.look();
        assertTrue(readers.stream().allMatch(ByteArrayEndPoint::isOpen));
    }

    @Test
    public void whatIsOutIsNotKept() {
        EncodedSnapshot page = version(0);
        var told = new ArrayList<String>();
        var reader = new ByteArrayEndPoint();
        answers.begin(page, page.identity(), reader, () -> false,
                Callback.from(() -> told.add("out"), _ -> told.add("failed"))).succeeded();
        assertEquals(List.of("out"), told);
        ByteArrayEndPoint other = reader(version(1));
        reader(version(2));
        answers.look();
        assertTrue(reader.isOpen() && other.isOpen());
        reader(version(3));
        answers.look();
        assertTrue(reader.isOpen());
        assertFalse(other.isOpen());
    }

    @Test
    public void aConnectionWithOtherAnswersGoesOnlyWhereEndingOneHasNotHelped() {
        var reader = new ByteArrayEndPoint();
        var resets = new AtomicInteger();
        for (int version = 0; version < 3; version++) {
            EncodedSnapshot page = version(version);
            answers.begin(page, page.identity(), reader, () -> resets.incrementAndGet() > 0, Callback.NOOP);
        }
        answers.look();
        nanos += TimeUnit.SECONDS.toNanos(9);
        answers.look();
        assertEquals("the oldest, once", 1, resets.get());
        assertTrue(reader.isOpen());
        nanos += TimeUnit.SECONDS.toNanos(2);
        answers.look();
        assertFalse("it takes nothing at all", reader.isOpen());
    }

    private ByteArrayEndPoint reader(EncodedSnapshot page) {
        var reader = new ByteArrayEndPoint();
        answers.begin(page, page.identity(), reader, () -> false, Callback.NOOP);
        return reader;
    }

    private static EncodedSnapshot version(int number) {
        return new EncodedSnapshot(Snapshot.of("/en/", "image/png", Caching.REVALIDATE,
                Integer.toString(number).repeat(LENGTH).getBytes(StandardCharsets.US_ASCII)));
    }
}
