package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ListeningSocketsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private NativeSockets natives;
    private ListeningSockets sockets;

    @Before
    public void onLinux() {
        assumeTrue("there is no other way elsewhere", NativeSockets.areThere());
        natives = new NativeSockets();
        sockets = new ListeningSockets(natives);
    }

    @Test
    public void whoWaitsAtASocketIsThereForWhoeverGetsIt() throws Exception {
        try (ServerSocketChannel before = opened(); var visitor = new Socket()) {
            var address = (InetSocketAddress) before.getLocalAddress();
            visitor.connect(address);
            try (ServerSocketChannel after = handedOn(before)) {
                after.accept().close();
                assertEquals("closed by the one that accepted it", -1, visitor.getInputStream().read());
                // Once more, as the next successor gets it, whose address the channel does not tell.
                try (ServerSocketChannel last = handedOn(after); var late = new Socket()) {
                    late.connect(address);
                    last.accept().close();
                    assertEquals(-1, late.getInputStream().read());
                }
            }
        }
    }

    @Test
    public void aSocketThatIsClosedIsNotFound() throws Exception {
        ServerSocketChannel open = opened();
        var address = (InetSocketAddress) open.getLocalAddress();
        assertTrue(sockets.number(open) > 2);
        open.close();
        assertThrows(IOException.class, () -> sockets.number(open));
        assertFalse(ListeningSockets.isAt("0100007F:0000", address));
    }

    @Test
    public void addressesAreReadAsLinuxWritesThem() throws Exception {
        var four = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080);
        assertTrue(ListeningSockets.isAt("0100007F:1F90", four));
        assertTrue(ListeningSockets.isAt("0000000000000000FFFF00000100007F:1F90", four));
        assertFalse(ListeningSockets.isAt("0200007F:1F90", four));
        assertFalse(ListeningSockets.isAt("0100007F:1F91", four));
        var six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 8080);
        assertTrue(ListeningSockets.isAt("00000000000000000000000001000000:1F90", six));
        assertFalse(ListeningSockets.isAt("00000000000000000000000000000000:1F90", six));
        var all = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080);
        assertTrue(ListeningSockets.isAt("00000000000000000000000000000000:1F90", all));
        assertFalse(ListeningSockets.isAt("local_address", all));
    }

    private ServerSocketChannel handedOn(ServerSocketChannel socket) throws Exception {
        Path name = folder.getRoot().toPath().resolve("fds");
        int listening = natives.listen(name);
        try {
            var received = CompletableFuture.supplyAsync(() -> {
                try {
                    return natives.receive(listening);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            natives.send(name, sockets.number(socket));
            return sockets.channel(received.get()[0]);
        } finally {
            natives.close(listening);
        }
    }

    private static ServerSocketChannel opened() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
