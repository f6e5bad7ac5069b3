package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.junit.Test;

public class SlowReadersTest {
    private static final InetAddress MANY = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress FEW = InetAddress.ofLiteral("192.0.2.2");

    private final SlowReaders readers = new SlowReaders(40);

    @Test
    public void beyondTheBudgetTheSlowestOfTheAddressThatHoldsMostGo() throws Exception {
        EndPoint few = reader(FEW);
        List<EndPoint> many = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            many.add(reader(MANY));
        }
        Await.until("the slowest are closed", () -> !many.get(0).isOpen() && !many.get(1).isOpen());
        assertEquals(40, readers.bytes());
        assertTrue(few.isOpen() && many.stream().skip(2).allMatch(EndPoint::isOpen));
    }

    @Test
    public void whoHasTakenAllIsNotTheSlowest() throws Exception {
        List<EndPoint> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(reader(MANY));
        }
        readers.rest(all.get(0));
        readers.hold(all.get(0), MANY, 10);
        all.add(reader(MANY));
        Await.until("the slowest is closed", () -> !all.get(1).isOpen());
        assertTrue(all.get(0).isOpen());
        assertEquals(40, readers.bytes());
    }

    @Test
    public void behindAProxyTheSlowestOfAllGo() throws Exception {
        EndPoint first = reader(null);
        List<EndPoint> later = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            later.add(reader(null));
        }
        Await.until("the slowest is closed", () -> !first.isOpen());
        assertTrue(later.stream().allMatch(EndPoint::isOpen));
    }

    /** Phones: the victim is not whose address has some hash. */
    @Test
    public void ofAddressesThatHoldAsMuchTheSlowestGoes() throws Exception {
        List<EndPoint> phones = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            phones.add(reader(InetAddress.ofLiteral("192.0.2." + (i * 71 + 5) % 256)));
        }
        Await.until("all but the last four are closed", () -> phones.stream().filter(EndPoint::isOpen).count() == 4);
        assertTrue(phones.stream().skip(26).allMatch(EndPoint::isOpen));
    }

    @Test
    public void whatIsOverIsGivenBackOnce() {
        EndPoint reader = reader(MANY);
        readers.hold(reader, MANY, 20);
        assertEquals(20, readers.bytes());
        readers.rest(reader);
        readers.rest(reader);
        assertEquals(0, readers.bytes());
    }

    private EndPoint reader(InetAddress network) {
        var reader = new ByteArrayEndPoint();
        readers.hold(reader, network, 10);
        return reader;
    }
}
