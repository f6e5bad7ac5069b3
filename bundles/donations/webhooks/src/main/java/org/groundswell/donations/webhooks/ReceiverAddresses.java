package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where letters may go. Whoever can write an endpoint's settings, or answers for its name in the DNS, must not reach
 * what only this machine and its neighbours are meant to reach. So every address of the name is looked at, at each try,
 * and the connection goes to one that was looked at. Thread-safe.
 */
final class ReceiverAddresses {
    /** IANA's special-purpose registries (RFC 6890 and what followed it): none of these is a host of the Internet. */
    private static final List<Network> INSIDE = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3").map(Network::parse).toList();
    /** All others are inside: unique local, link local, loopback, multicast, translated IPv4 (RFC 4291, RFC 6052). */
    private static final Network OUTSIDE = Network.parse("2000::/3");
    /** Teredo and its neighbours, documentation, 6to4: addresses that lead to others. */
    private static final List<Network> NOT_OUTSIDE = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Network::parse).toList();

    private final List<Network> allowed;
    private final Resolver resolver;

    /** Who knows the addresses of a name; the seam for tests. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param allowed what is inside and may be reached nevertheless */
    ReceiverAddresses(List<Network> allowed, Resolver resolver) {
        this.allowed = List.copyOf(allowed);
        this.resolver = resolver;
    }

    /**
     * The addresses of the endpoint's host, at least one.
     *
     * @throws IOException if there is none or one of them may not be reached
     */
    List<InetAddress> of(URI endpoint) throws IOException {
        List<InetAddress> addresses;
        try {
            addresses = List.of(resolver.resolve(endpoint.getHost()));
        } catch (UnknownHostException e) {
            throw new IOException("the host's name is not known", e);
        }
        boolean open = endpoint.getScheme().equals("http");
        for (InetAddress each : addresses) {
            boolean allows = allowed.stream().anyMatch(network -> network.contains(each));
            if (!allows && isInside(each)) {
                throw new IOException("the host has the address " + each.getHostAddress() + ", which is not one of the"
                        + " Internet; if it may be reached, name it in allowedNetworks");
            }
            if (!allows && open) {
                throw new IOException("http is only for what is named in allowedNetworks: expected https");
            }
        }
        return addresses;
    }

    static boolean isInside(InetAddress address) {
        if (address.getAddress().length == 4) {
            return INSIDE.stream().anyMatch(each -> each.contains(address));
        }
        return !OUTSIDE.contains(address) || NOT_OUTSIDE.stream().anyMatch(each -> each.contains(address));
    }
}
