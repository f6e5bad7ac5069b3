package org.groundswell.edge.listener.budgets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
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
        assertTrue(from(requests, "192.0.2.8").take(1_000));
        assertEquals(2_000, requests.taken());
    }

    private static Budget.Share from(Budget budget, String address) {
        return budget.share(new InetSocketAddress(address, 1));
    }
}
