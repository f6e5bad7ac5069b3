package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

public class ReceiverAddressesTest {
    private static final URI ENDPOINT = URI.create("https://crm.example.org/hook");

    @Test
    public void whatIsNotOfTheInternetIsInside() {
        for (String inside : List.of("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1",
                "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1",
                "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
                "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
                "2001::1", "2001:db8::1", "fec0::1", "3fff::1")) {
            assertTrue(inside, ReceiverAddresses.isInside(InetAddress.ofLiteral(inside)));
        }
        for (String outside : List.of("1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1",
                "2606:4700::1111", "2a00:1450::1", "2003::1")) {
            assertFalse(outside, ReceiverAddresses.isInside(InetAddress.ofLiteral(outside)));
        }
    }

    @Test
    public void oneAddressInsideIsEnoughToRefuse() {
        refused("10.0.0.1", addresses(List.of(), "1.1.1.1", "10.0.0.1"), ENDPOINT);
        refused("0:0:0:0:0:0:0:1", addresses(List.of(), "1.1.1.1", "::1"), ENDPOINT);
    }

    @Test
    public void whatIsAllowedMayBeReachedAndNothingBesideIt() throws Exception {
        List<Network> allowed = Stream.of("10.1.2.0/24", "127.0.0.1").map(Network::parse).toList();
        assertEquals(1, addresses(allowed, "10.1.2.3").of(ENDPOINT).size());
        assertEquals(1, addresses(allowed, "127.0.0.1").of(URI.create("http://localhost:1/")).size());
        refused("10.1.3.1", addresses(allowed, "10.1.3.1"), ENDPOINT);
        refused("127.0.0.2", addresses(allowed, "127.0.0.2"), ENDPOINT);
    }

    @Test
    public void anOpenConnectionIsForWhatIsAllowedOnly() {
        refused("https", addresses(List.of(), "1.1.1.1"), URI.create("http://crm.example.org/hook"));
    }

    @Test
    public void networksAreWrittenAsNetworks() {
        for (String wrong : List.of("10.0.0.0/33", "::/129", "example.org", "10.0.0.0/", "/8", "")) {
            var refusal = assertThrows(wrong, IllegalArgumentException.class, () -> Network.parse(wrong));
            assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("allowedNetworks: expected"));
        }
        assertTrue(Network.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("1.2.3.4")));
        assertFalse(Network.parse("::/0").contains(InetAddress.ofLiteral("1.2.3.4")));
    }

    private static void refused(String why, ReceiverAddresses addresses, URI endpoint) {
        var refusal = assertThrows(IOException.class, () -> addresses.of(endpoint));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(why));
    }

    private static ReceiverAddresses addresses(List<Network> allowed, String... found) {
        return new ReceiverAddresses(allowed,
                host -> Stream.of(found).map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
    }
}
