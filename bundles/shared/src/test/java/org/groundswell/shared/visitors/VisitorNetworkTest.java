package org.groundswell.shared.visitors;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import org.junit.Test;

public class VisitorNetworkTest {

    @Test
    public void anAddressInIpv4AndANetworkInIpv6() {
        assertEquals("203.0.113.7", VisitorNetwork.of("203.0.113.7"));
        assertEquals(VisitorNetwork.of("2001:db8:1:2::1"), VisitorNetwork.of("2001:db8:1:2:ffff:1:2:3"));
        assertNotEquals(VisitorNetwork.of("2001:db8:1:2::1"), VisitorNetwork.of("2001:db8:1:3::1"));
        assertEquals("mapped addresses are not one network", "203.0.113.7", VisitorNetwork.of("::ffff:203.0.113.7"));
        assertEquals("nowhere", VisitorNetwork.of("not an ip"));
        assertEquals("nowhere", VisitorNetwork.of(""));
    }
}
