package org.groundswell.pages.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Leads to everybody's network alone. Immutable. */
final class PublicDoor implements OutsideConnection.Door {
    private final Resolver resolver;

    /** What a name means. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    PublicDoor(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Its first address, if all of them are public: which one a name has at the next look is its owner's choice. */
    @Override
    public InetSocketAddress address(String host, int port) throws IOException {
        InetAddress[] all = resolver.addresses(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        for (InetAddress each : all) {
            if (!PublicNetwork.has(each)) {
                throw new ClosedNetworkException();
            }
        }
        return new InetSocketAddress(all[0], port);
    }
}
