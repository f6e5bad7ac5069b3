package org.groundswell.payments.sandbox;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Where a gateway of its own listens, and how others write that. */
final class ListenAddress {
    private ListenAddress() {
    }

    /** @throws IllegalArgumentException if there is no such host or port */
    static InetSocketAddress of(String host, int port) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("--host " + host + ": there is no such host; expected an address of this machine");
        }
        return address;
    }

    /** The address that nodes and donors are given: one of this machine where it listens at all of them. */
    static String url(String listeningAt, int port) throws SocketException {
        InetSocketAddress listening = of(listeningAt, port);
        String host = listening.getAddress().isAnyLocalAddress() ? someOfThisMachine() : plain(listening.getHostString());
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String someOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces().filter(ListenAddress::isUp).flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress()).findFirst()
                .map(InetAddress::getHostAddress).orElse("127.0.0.1");
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /** An IPv6 address without its brackets and the name of an interface, which means nothing elsewhere. */
    private static String plain(String host) {
        return host.replaceAll("^\\[|]$|%.*$", "");
    }
}
