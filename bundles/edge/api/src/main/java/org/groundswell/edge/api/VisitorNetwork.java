package org.groundswell.edge.api;

import java.net.Inet6Address;
import java.net.InetAddress;
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
}
