package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.Test;

/** As they are shipped. */
public class BudgetsTest {
    private final Budgets budgets = new Budgets((Budgets.Config) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {Budgets.Config.class}, (_, method, _) -> method.getDefaultValue()), 512L << 20);

    /** Five hundred volunteers behind one NAT, each with a page that moves and one that they ask for. */
    @Test
    public void aPhoneRoomIsOneAddressAtTheAdminPort() {
        Budget requests = budgets.adminRequests(2_000);
        for (int i = 0; i < 1_000; i++) {
            assertTrue("request " + i, from(requests, "192.0.2.7").take(1));
        }
        assertFalse("strangers leave half of it", from(requests, "192.0.2.7").take(1));
        assertEquals(1_000, requests.taken());
    }

    /** Two rooms that take all they may leave something for an admin elsewhere. */
    @Test
    public void twoAddressesLeaveRequestsAtTheAdminPort() {
        Budget requests = budgets.adminRequests(2_000);
        takeAllFrom(requests, 2);
        for (int i = 0; i < 16; i++) {
            assertTrue("request " + i, from(requests, "198.51.100.1").take(1));
        }
    }

    /** Whatever number of them is set. */
    @Test
    public void tenAddressesLeaveLiveStreams() {
        for (int places : List.of(50, 1_000, 10_000)) {
            Budget streams = budgets.streams(places);
            takeAllFrom(streams, 10);
            assertTrue(places + " streams", from(streams, "198.51.100.1").take(1));
        }
    }

    private static void takeAllFrom(Budget budget, int addresses) {
        for (int i = 0; i < addresses; i++) {
            while (from(budget, "192.0.2." + i).take(1)) {
                assertTrue(budget.taken() > 0);
            }
        }
    }

    private static Budget.Share from(Budget budget, String address) {
        return budget.share(new InetSocketAddress(address, 1));
    }

    /** Of heads, bodies and HTTP/2 alike: ten that each take all they may leave something for everybody else. */
    @Test
    public void tenAddressesLeaveSomethingForOthers() {
        for (Budget each : List.of(budgets.heads(), budgets.bodies(), budgets.http2())) {
            for (int i = 0; i < 10; i++) {
                Budget.Share greedy = each.share(new InetSocketAddress("192.0.2." + i, 1));
                while (greedy.take(8 * 1024)) {
                    assertTrue(each.taken() > 0);
                }
            }
            assertTrue(each.share(new InetSocketAddress("198.51.100.1", 1)).take(17 * 1024));
        }
    }

    /** Of few places, too; of twenty or fewer one address can have half, and so ten can have all. */
    @Test
    public void tenAddressesLeavePlacesInServlets() {
        for (int places : List.of(21, 35, 49, 50, 100, 300, 1_000)) {
            Budget servlets = budgets.servletRequests(places);
            for (int round = 0; round < places; round++) {
                for (int i = 0; i < 10; i++) {
                    from(servlets, "192.0.2." + i).take(1);
                }
            }
            assertTrue(places + " places", from(servlets, "198.51.100.1").take(1));
        }
    }
}
