package org.groundswell.edge.listener.budgets;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who counts as one visitor where places are shared out. */
final class Network {
    private static final InetAddress UNKNOWN = InetAddress.getLoopbackAddress();
    /** Whoever has an IPv6 address has as many as fit into the lower half of it (RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    private Network() {
    }

    /** An IPv4 address itself, of an IPv6 address its /64 network. Asks no name server. */
    static InetAddress of(SocketAddress visitor) {
        InetAddress address = addressOf(visitor);
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has " + bytes.length + " bytes", e);
        }
    }

    private static InetAddress addressOf(SocketAddress visitor) {
        if (!(visitor instanceof InetSocketAddress inet)) {
            return UNKNOWN;
        }
        if (inet.getAddress() != null) {
            return inet.getAddress();
        }
        try {
            // What a proxy said is passed on as it was written.
            return InetAddress.ofLiteral(inet.getHostString());
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
