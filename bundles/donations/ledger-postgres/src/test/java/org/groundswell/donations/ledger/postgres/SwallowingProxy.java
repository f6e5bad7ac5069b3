package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a node and its database. Once it is told to, it lets a statement through and swallows the answer, and
 * all that follows on that connection.
 */
final class SwallowingProxy implements AutoCloseable {
    private static final int MOST = 65_536;

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int server;
    /** What the statement has in it; null for none. */
    private volatile String trap;
    private volatile boolean follows;
    /** The connection whose answers are swallowed; null for none. */
    private volatile Socket caught;

    SwallowingProxy(int server) throws IOException {
        this.server = server;
        threads.submit(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** The next statement with this in it gets no answer. */
    void swallowAnswerTo(String statement) {
        trap = statement;
    }

    /** What comes after the next statement with this in it gets none: the driver says COMMIT by a name of its own. */
    void swallowAnswerAfter(String statement) {
        follows = true;
        trap = statement;
    }

    /** Whether such a statement came by. */
    boolean hasCaught() {
        return caught != null;
    }

    /** As a network that comes back does: whatever is open ends. */
    void cut() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }

    private Void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(client);
            sockets.add(database);
            threads.submit(() -> copy(client, database, client));
            threads.submit(() -> copy(database, client, client));
        }
        return null;
    }

    private Void copy(Socket from, Socket to, Socket client) throws IOException {
        byte[] bytes = new byte[MOST];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            String expected = trap;
            if (from == client && expected != null
                    && new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(expected)) {
                trap = follows ? "" : null;
                caught = follows ? null : client;
                follows = false;
            }
            if (from == client || caught != client) {
                out.write(bytes, 0, count);
                out.flush();
            }
        }
        from.close();
        to.close();
        return null;
    }
}
