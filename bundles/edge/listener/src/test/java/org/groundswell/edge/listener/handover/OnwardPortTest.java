package org.groundswell.edge.listener.handover;

import static org.junit.Assert.assertFalse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.eclipse.jetty.server.HttpConfiguration;
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

    @Test
    public void aHeadThatJustFitsAtThePublicPortFitsWithWhatIsAddedToIt() throws Exception {
        ServerConnector port = OnwardPort.of(server, "secret");
        server.start();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.getLocalPort())) {
            socket.setSoTimeout(LONGEST_MILLIS);
            String cookies = "c".repeat(new HttpConfiguration().getRequestHeaderSize());
            socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertFalse(status, status.contains("431"));
        }
    }
}
