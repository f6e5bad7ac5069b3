package org.groundswell.itests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The network between one node and a database, which can be bad. */
final class DatabaseLink implements AutoCloseable {
    private static final int MOST = 16_384;
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /** How it is. */
    enum State {
        /** Bytes go through. */
        GOOD,
        /** Nothing is connected. */
        CUT,
        /** Connections stay, and nothing comes through. */
        SILENT,
        /** All comes late. */
        SLOW,
        /** Answers break off in their middle. */
        TORN
    }

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int server;
    private volatile State state = State.GOOD;

    DatabaseLink(int server) throws IOException {
        this.server = server;
        threads.submit(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** From now on another server is at its end. */
    void leadTo(int another) throws IOException {
        server = another;
        cut();
    }

    void become(State next) throws IOException {
        state = next;
        // What a silent network has swallowed does not come later: those connections are of no use.
        if (next == State.CUT || next == State.GOOD) {
            cut();
        }
    }

    private void cut() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }

    private Void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket node = entrance.accept();
            threads.submit(() -> connect(node));
        }
        return null;
    }

    private Void connect(Socket node) throws IOException {
        sockets.add(node);
        try (node; var database = state == State.CUT ? null : new Socket(InetAddress.getLoopbackAddress(), server)) {
            if (database != null) {
                sockets.add(database);
                threads.submit(() -> copy(database, node, true));
                copy(node, database, false);
                sockets.remove(database);
            }
        } finally {
            sockets.remove(node);
        }
        return null;
    }

    private Void copy(Socket from, Socket to, boolean answers) throws IOException {
        try (from; to) {
            byte[] bytes = new byte[MOST];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                switch (state) {
                    case GOOD -> out.write(bytes, 0, count);
                    case SLOW -> {
                        LockSupport.parkNanos(DELAY_NANOS);
                        out.write(bytes, 0, count);
                    }
                    case TORN -> {
                        out.write(bytes, 0, answers ? count / 2 : count);
                        if (answers) {
                            return null;
                        }
                    }
                    case CUT -> {
                        return null;
                    }
                    case SILENT -> {
                        // Swallowed.
                    }
                }
            }
        }
        return null;
    }
}
