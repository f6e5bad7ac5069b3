package org.groundswell.edge.listener;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.groundswell.edge.listener.handover.Onward;
import org.groundswell.edge.listener.handover.OnwardPort;
import org.groundswell.edge.listener.handover.ServletDoor;
import org.groundswell.edge.listener.handover.Trial;
import org.groundswell.edge.listener.leaving.Departure;
import org.groundswell.edge.listener.servlets.ServletPort;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.handover.Succession;

/** The listeners as the node's succession sees them. */
final class ListenerDoors implements Doors {
    private static final List<String> NAMES = List.of("public", "tls");
    private static final String ADMIN = "admin";
    private static final Duration ADMIN_COMES = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 20_000_000;
    /**
     * A handshake takes a processor some 4 ms, and the successor has answered nobody yet. With few visitors it has time to begin, with
     * many they have all come before {@code idleSeconds} ends those who ask for nothing.
     */
    private static final long VISITOR_MILLIS = 10;
    private static final long SHORTEST_LEAVE_MILLIS = 2_000;
    private static final long LONGEST_LEAVE_MILLIS = 15_000;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Succession succession;
    private final List<ServerConnector> ports;
    private final ServletPort felix;
    private final ServletDoor door;
    private final Departure departure;
    private final Runnable beginAgain;
    private final ServerConnector onward;

    /**
     * To be made before the server starts: in a process that waits the ports get the sockets of the one before, and do
     * not take connections yet.
     *
     * @param beginAgain has all that was published forgotten
     */
    ListenerDoors(Succession succession, Server server, ServletPort felix, ServletDoor door,
            Departure departure, Runnable beginAgain) throws IOException {
        this.succession = succession;
        // The public one first, then the one with TLS.
        ports = Arrays.stream(server.getConnectors()).map(ServerConnector.class::cast).toList();
        this.felix = felix;
        this.door = door;
        this.departure = departure;
        this.beginAgain = beginAgain;
        onward = succession.isWaiting() ? OnwardPort.of(server, succession.secret()) : null;
        if (succession.isWaiting()) {
            for (int i = 0; i < ports.size(); i++) {
                Optional<ServerSocketChannel> socket = succession.inherited(NAMES.get(i));
                if (socket.isPresent()) {
                    ports.get(i).open(socket.get());
                }
                ports.get(i).setAccepting(false);
            }
        }
    }

    @Override
    public Map<String, ServerSocketChannel> listening() {
        var sockets = new LinkedHashMap<String, ServerSocketChannel>();
        for (int i = 0; i < ports.size(); i++) {
            sockets.put(NAMES.get(i), (ServerSocketChannel) ports.get(i).getTransport());
        }
        ServerConnector admin = felix.admin();
        if (admin != null && admin.isOpen()) {
            sockets.put(ADMIN, (ServerSocketChannel) admin.getTransport());
        }
        return sockets;
    }

    @Override
    public int onwardPort() {
        return onward == null ? 0 : onward.getLocalPort();
    }

    @Override
    public boolean hold(Duration longest) throws InterruptedException {
        return door.hold(longest);
    }

    @Override
    public void release() {
        door.release();
    }

    @Override
    public void forgetRehearsal() {
        beginAgain.run();
    }

    @Override
    public void open() {
        ports.forEach(port -> port.setAccepting(true));
    }

    @Override
    public void openAdmin() throws IOException {
        Optional<ServerSocketChannel> socket = succession.inherited(ADMIN);
        if (socket.isPresent()) {
            openAdmin(socket.get());
        }
    }

    /** Felix HTTP has made a port that nobody knows; it gets the one that admins come to. */
    private void openAdmin(ServerSocketChannel socket) throws IOException {
        long end = System.nanoTime() + ADMIN_COMES.toNanos();
        while ((felix.admin() == null || !felix.admin().isStarted()) && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        ServerConnector admin = felix.admin();
        if (admin == null) {
            throw new IOException("the admin port did not come up");
        }
        try {
            admin.stop();
            admin.open(socket);
            admin.start();
            felix.inherited(admin);
        } catch (Exception e) {
            throw new IOException("the admin port could not be taken over: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> tryOut(int port, String secret, Duration length) throws InterruptedException {
        return new Trial(door, new Onward(port, secret)).verdict(length);
    }

    @Override
    public void leave(int port, String secret) {
        departure.begin(Duration.ofMillis(
                Math.clamp(visitors() * VISITOR_MILLIS, SHORTEST_LEAVE_MILLIS, LONGEST_LEAVE_MILLIS)));
        ports.forEach(ListenerDoors::close);
        door.sendOn(new Onward(port, secret));
        ServerConnector admin = felix.admin();
        if (admin != null) {
            close(admin);
            // What admins ask for is no more here, and their browsers ask again.
            admin.getConnectedEndPoints().forEach(EndPoint::close);
        }
    }

    /** The successor has the same socket: closing it here closes it for nobody. */
    private static void close(ServerConnector port) {
        port.setAccepting(false);
        port.close();
    }

    @Override
    public void awaitEmpty(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (visitors() > 0 && System.nanoTime() < end) {
            departure.moveStreams();
            Thread.sleep(LOOK);
        }
    }

    private int visitors() {
        return ports.stream().mapToInt(port -> port.getConnectedEndPoints().size()).sum();
    }

    @Override
    public void closeOnward() {
        if (onward != null) {
            close(onward);
        }
    }
}
