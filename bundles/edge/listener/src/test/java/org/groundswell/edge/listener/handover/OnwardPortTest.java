package org.groundswell.edge.listener.handover;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.After;
import org.junit.Test;

/** Those who have waited for a handover are sent on all at once, to a process that is busy. */
public class OnwardPortTest {
    private static final int CROWD = 300;
    private static final int LONGEST_MILLIS = 60_000;

    private final Server server = new Server();
    private final ArrayList<Socket> open = new ArrayList<>();

    @After
    public void stop() throws Exception {
        for (Socket each : open) {
            each.close();
        }
        server.stop();
    }

    @Test
    public void aCrowdFindsRoomBeforeAnybodyIsTakenIn() throws Exception {
        ServerConnector port = OnwardPort.of(server, "secret");
        server.start();
        port.setAccepting(false);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getLocalPort());
        for (int i = 0; i < CROWD; i++) {
            var socket = new Socket();
            open.add(socket);
            socket.connect(address, LONGEST_MILLIS);
        }
    }
}
