package org.groundswell.edge.listener.callers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.net.InetAddress;
import org.eclipse.jetty.http.HttpFields;
import org.junit.Test;

public class VisitorAddressTest {

    @Test
    public void theLastProxysWordCountsNotTheVisitors() {
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 1, "198.51.100.1, 203.0.113.7"));
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 1, "198.51.100.1", "203.0.113.7"));
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 2, "1.1.1.1, 203.0.113.7, 10.0.0.1"));
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 2, "1.1.1.1", "203.0.113.7", "10.0.0.1"));
        assertEquals("203.0.113.7", visitor("x-real-ip", 1, "203.0.113.7"));
    }

    @Test
    public void whoeverCameThroughTooFewProxiesIsNotBelieved() {
        assertNull(visitor("X-Forwarded-For", 2, "198.51.100.1"));
        assertNull(visitor("X-Forwarded-For", 1));
    }

    @Test
    public void addressesComeInManyForms() {
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 1, "203.0.113.7:4711"));
        assertEquals("2001:db8:0:0:0:0:0:1", visitor("X-Forwarded-For", 1, "2001:db8::1"));
        assertEquals("2001:db8:0:0:0:0:0:1", visitor("X-Forwarded-For", 1, "[2001:db8::1]"));
        assertEquals("2001:db8:0:0:0:0:0:1", visitor("X-Forwarded-For", 1, "[2001:db8::1]:4711"));
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 1, "::ffff:203.0.113.7"));
    }

    @Test
    public void whatIsNoAddressIsIgnored() {
        for (String none : new String[] {"not an ip", "unknown", "_hidden", "example.org", "localhost", "1.2.3.999",
            "1.2.3", "1", "", " ", "1.2.3.4, ", "[::1", "::1]", ":::", "fe80::1%eth0", "1.2.3.4:x", "0x7f.1.1.1",
            "[1.2.3.4", "1.2.3.4, 5.6.7.8 9", "::", "\u0661.2.3.4"}) {
            String found = visitor("X-Forwarded-For", 1, none);
            assertEquals(none, none.equals("::") ? "0:0:0:0:0:0:0:0" : null, found);
        }
    }

    @Test
    public void forwardedIsReadAsItsRfcSays() {
        assertEquals("203.0.113.7", visitor("Forwarded", 1, "for=203.0.113.7;proto=https;by=10.0.0.1"));
        assertEquals("203.0.113.7", visitor("forwarded", 1, "for=198.51.100.1, For=203.0.113.7"));
        assertEquals("2001:db8:0:0:0:0:0:1", visitor("Forwarded", 1, "proto=https; for=\"[2001:db8::1]:4711\""));
        assertNull(visitor("Forwarded", 1, "for=_hidden"));
        assertNull(visitor("Forwarded", 1, "by=203.0.113.7"));
        assertEquals("https", new VisitorAddress("Forwarded", 1).said(
                fields("Forwarded", "proto=http, for=203.0.113.7;proto=https"), "proto"));
        assertNull(new VisitorAddress("X-Forwarded-For", 1).said(fields("X-Forwarded-For", "proto=https"), "proto"));
    }

    @Test
    public void anOpenQuotationMarkHidesNothing() {
        assertEquals("203.0.113.7", visitor("Forwarded", 1, "for=\"198.51.100.1, for=203.0.113.7"));
        assertEquals("203.0.113.7", visitor("Forwarded", 1, "for=\"", "for=203.0.113.7"));
        assertEquals("203.0.113.7", visitor("Forwarded", 2, "for=\"x, for=203.0.113.7, for=\"[::1]\""));
        assertEquals("203.0.113.7", visitor("X-Forwarded-For", 1, "\"198.51.100.1, 203.0.113.7"));
    }

    private static String visitor(String header, int proxies, String... lines) {
        InetAddress found = new VisitorAddress(header, proxies).visitor(fields(header, lines));
        return found == null ? null : found.getHostAddress();
    }

    private static HttpFields fields(String header, String... lines) {
        HttpFields.Mutable fields = HttpFields.build().add("Host", "x");
        for (String line : lines) {
            fields.add(header, line);
        }
        return fields;
    }
}
