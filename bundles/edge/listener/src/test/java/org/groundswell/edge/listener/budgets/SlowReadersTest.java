package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.Test;

public class SlowReadersTest {
    private static final InetAddress MANY = InetAddress.ofLiteral("192.0.2.1");
    private static final long HEAP = 136L << 20;
    private static final InetAddress FEW = InetAddress.ofLiteral("192.0.2.2");

    private static final class Reader extends ByteArrayEndPoint implements SlowReader {
    }

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final SlowReaders readers = new SlowReaders(40, 80, nanos::get, later::add);

    @Test
    public void beyondTheBudgetTheSlowestOfTheAddressThatHoldsMostGo() throws Exception {
        Reader few = reader(FEW);
        List<Reader> many = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            many.add(reader(MANY));
        }
        pass(3_000);
        Await.until("the slowest are closed", () -> !many.get(0).isOpen() && !many.get(1).isOpen());
        assertEquals(40, readers.bytes());
        assertTrue(few.isOpen() && many.stream().skip(2).allMatch(Reader::isOpen));
    }

    @Test
    public void whoHasTakenAllIsNotTheSlowest() throws Exception {
        List<Reader> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(reader(MANY));
        }
        readers.rest(all.get(0));
        readers.hold(all.get(0), MANY, 10);
        pass(2_999);
        readers.took(all.get(2));
        all.add(reader(MANY));
        pass(1);
        Await.until("the slowest is closed", () -> !all.get(1).isOpen());
        assertTrue(all.get(0).isOpen() && all.stream().skip(2).allMatch(Reader::isOpen));
        assertEquals(40, readers.bytes());
    }

    @Test
    public void behindAProxyTheSlowestOfAllGo() throws Exception {
        Reader first = reader(null);
        List<Reader> later = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            later.add(reader(null));
        }
        pass(3_000);
        Await.until("the slowest is closed", () -> !first.isOpen());
        assertTrue(later.stream().allMatch(Reader::isOpen));
    }

    /** Phones: the victim is not whose address has some hash. */
    @Test
    public void ofAddressesThatHoldAsMuchTheSlowestGoes() throws Exception {
        List<Reader> phones = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            phones.add(reader(InetAddress.ofLiteral("192.0.2." + (i * 71 + 5) % 256)));
        }
        Await.until("all but the last eight are closed", () -> phones.stream().filter(Reader::isOpen).count() == 8);
        assertTrue(phones.stream().skip(22).allMatch(Reader::isOpen));
        pass(3_000);
        Await.until("all but the last four are closed", () -> phones.stream().filter(Reader::isOpen).count() == 4);
        assertTrue(phones.stream().skip(26).allMatch(Reader::isOpen));
    }

    /** As shipped, with the heap that a node has: a picture for a thousand phones that each have it within a second. */
    @Test
    public void anHonestCrowdHasItsPicture() {
        var shipped = new SlowReaders(HEAP * 12 / 100, HEAP / 4, nanos::get, later::add);
        List<Reader> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Reader phone = new Reader();
            crowd.add(phone);
            shipped.hold(phone, InetAddress.ofLiteral("198.51." + i / 256 + "." + i % 256), 28 * 1024);
        }
        pass(900);
        crowd.forEach(shipped::took);
        pass(2_100);
        assertEquals("nobody went", 1_000 * 28 * 1024, shipped.bytes());
        crowd.forEach(shipped::rest);
        pass(3_000);
        assertEquals(0, shipped.bytes());
        assertTrue(crowd.stream().allMatch(Reader::isOpen));
        assertTrue("nobody is looked after any more", later.isEmpty());
    }

    /** Who takes a little now and then goes before nobody has room. */
    @Test
    public void whoTakesSomethingHasItsTimeButNotAllTheMemory() throws Exception {
        List<Reader> drips = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drips.add(reader(MANY));
        }
        pass(2_000);
        drips.reversed().forEach(readers::took);
        pass(2_000);
        assertEquals(80, readers.bytes());
        Reader phone = reader(FEW);
        Await.until("the one that took nothing for longest is closed", () -> !drips.getLast().isOpen());
        assertTrue(phone.isOpen());
        assertEquals(80, readers.bytes());
    }

    /** For a moment there is no room for another thread: later ones are looked after all the same. */
    @Test
    public void aLookThatCouldNotBePromisedIsAskedForAgain() throws Exception {
        var scarce = new AtomicBoolean(true);
        var unlucky = new SlowReaders(40, 80, nanos::get, look -> {
            if (scarce.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            later.add(look);
        });
        var all = new ArrayList<Reader>();
        for (int i = 0; i < 6; i++) {
            all.add(new Reader());
            unlucky.hold(all.getLast(), MANY, 10);
            scarce.set(i < 4);
        }
        pass(3_000);
        Await.until("the slowest are closed", () -> !all.get(0).isOpen() && !all.get(1).isOpen());
        assertEquals(40, unlucky.bytes());
    }

    @Test
    public void whatIsOverIsGivenBackOnce() {
        Reader reader = reader(MANY);
        readers.hold(reader, MANY, 20);
        assertEquals(20, readers.bytes());
        readers.rest(reader);
        readers.rest(reader);
        assertEquals(0, readers.bytes());
    }

    /** Time, and what waits for it. */
    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        for (Runnable look : List.of(later.toArray(Runnable[]::new))) {
            later.remove(look);
            look.run();
        }
    }

    private Reader reader(InetAddress network) {
        var reader = new Reader();
        readers.hold(reader, network, 10);
        return reader;
    }
}
