package org.groundswell.shared.visitors;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a visitor comes from, as far as budgets are concerned: the address in IPv4, and in IPv6 the first 64 bits of it,
 * because whoever has a network of one's own there changes the other half at will (RFC 4291, section 2.5.4).
 */
public final class VisitorNetwork {
    private static final int NETWORK_BYTES = 8;

    private VisitorNetwork() {
    }

    /**
     * The address itself in IPv4, that of the network in IPv6. Asks no name server.
     *
     * @return the loopback address for what is no address
     */
    public static InetAddress of(SocketAddress visitor) {
        InetAddress address = addressOf(visitor);
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES),
                    address.getAddress().length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has sixteen bytes", e);
        }
    }

    /**
     * A name for the network.
     *
     * @param address a literal IP address, as a request has it: of version 6 perhaps in brackets
     * @return personal; never for a log. All that is no address has one network.
     */
    public static String of(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address.replaceAll("^\\[|%.*$|]$", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return "nowhere";
        }
    }

    private static InetAddress addressOf(SocketAddress visitor) {
        if (!(visitor instanceof InetSocketAddress inet)) {
            return InetAddress.getLoopbackAddress();
        }
        if (inet.getAddress() != null) {
            return inet.getAddress();
        }
        try {
            // What a proxy said is passed on as it was written.
            return InetAddress.ofLiteral(inet.getHostString());
        } catch (IllegalArgumentException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
