package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the node can listen where its settings say. */
final class PortsExamination implements Examination {
    private static final String SUBJECT = "port ";
    private static final String LISTENER = "org.groundswell.edge.listener";
    private static final String ADMIN = "org.groundswell.edge.admin";
    private static final String ADMIN_SUBJECT = "admin port";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PUBLIC_PORT = 8080;
    private static final int ADMIN_PORT = 8081;

    @Override
    public List<Finding> examine(Patient node) {
        var findings = new ArrayList<Finding>();
        String host = node.setting(LISTENER, "host", LOOPBACK);
        findings.add(port(node, LISTENER, "port", host, node.number(LISTENER, "port", PUBLIC_PORT)));
        int secure = node.number(LISTENER, "tlsPort", 0);
        if (secure != 0) {
            findings.add(port(node, LISTENER, "tlsPort", host, secure));
        }
        String admin = node.setting(ADMIN, "host", LOOPBACK);
        findings.add(port(node, ADMIN, "port", admin, node.number(ADMIN, "port", ADMIN_PORT)));
        int adminSecure = node.number(ADMIN, "tlsPort", 0);
        if (adminSecure != 0) {
            findings.add(port(node, ADMIN, "tlsPort", admin, adminSecure));
        }
        if (!isLoopback(admin)) {
            reach(node, admin, adminSecure != 0).ifPresent(findings::add);
        }
        return findings;
    }

    /** What there is to say where the admin port is open to other machines. */
    private static Optional<Finding> reach(Patient node, String host, boolean encrypted) {
        String file = "conf/" + ADMIN + ".cfg";
        if (isOn(node, "behindProxy") || isOn(node, "proxyProtocol")) {
            return Optional.of(Finding.noted(ADMIN_SUBJECT, "it believes what a proxy says, and is open to other machines, at "
                    + host, "Set host = 127.0.0.1 in " + file + ", or see to it that nobody but the proxy reaches it"));
        }
        if (!encrypted) {
            return Optional.of(Finding.noted(ADMIN_SUBJECT, "it is open to other machines, at " + host
                    + ", without encryption", "Set tlsPort in " + file + ", or host = 127.0.0.1 and reach it through ssh"
                    + " or a VPN"));
        }
        return node.setting(ADMIN, "publicUrl", "").isEmpty()
                ? Optional.of(Finding.noted(ADMIN_SUBJECT, "it is open to other machines, and its name is not set",
                        "Set publicUrl in " + file + " to what admins type, or it answers to addresses only"))
                : Optional.empty();
    }

    private static boolean isOn(Patient node, String key) {
        return node.setting(ADMIN, key, "false").equals("true");
    }

    private static Finding port(Patient node, String pid, String key, String host, int port) {
        String what = SUBJECT + port;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port));
            return node.runs() ? Finding.ill(what, "the node runs, and does not listen at " + host,
                    "Look at bin/groundswell status") : Finding.well(what, "free at " + host);
        } catch (IOException | IllegalArgumentException e) {
            return node.runs() ? Finding.well(what, "taken at " + host + ", by this node as it seems")
                    : Finding.ill(what, "the node could not listen at " + host + ": " + e.getMessage(),
                            "Set another '" + key + "' or 'host' in conf/" + pid + ".cfg, or end what listens there");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
