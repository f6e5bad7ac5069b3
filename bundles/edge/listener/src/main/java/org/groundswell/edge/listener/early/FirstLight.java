package org.groundswell.edge.listener.early;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.groundswell.edge.listener.published.SavedPages;

/**
 * A node's first moments: the public port is open, and answers with what the last run had published, while the
 * framework starts. Runs outside of the framework, from the class path.
 *
 * <p>The port goes to the edge by a system property, as types of the JDK: this class and the edge's are the same file's,
 * but of two class loaders.
 */
public final class FirstLight {
    static final String PROPERTY = "org.groundswell.edge.listener.early.port";

    private FirstLight() {
    }

    /**
     * Arguments: the node's folder, its data, host and port of the listener (port 0: no early answers), whether
     * each of its connections begins with a line of the PROXY protocol (true or false), the class that starts the
     * framework, its own.
     */
    public static void main(String[] arguments) throws Throwable {
        Path node = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        OrderlyEnd.noteIn(data);
        int port = Integer.parseInt(arguments[3]);
        if (port != 0) {
            boolean behindProxy = Boolean.parseBoolean(arguments[4]);
            var address = new InetSocketAddress(arguments[2], port);
            // Beside the framework's start, which does not wait for it.
            Thread.ofPlatform().name("first-light").daemon().start(() -> open(node, data, address, behindProxy));
        }
        try {
            Class.forName(arguments[5]).getMethod("main", String[].class).invoke(null,
                    (Object) Arrays.copyOfRange(arguments, 6, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The port that is open at this address already, or null where there is none. It is the caller's from now on. */
    public static ServerSocketChannel portAt(InetSocketAddress address) throws IOException {
        Object early = System.getProperties().remove(PROPERTY);
        if (!(early instanceof Supplier<?> supplier) || !(supplier.get() instanceof ServerSocketChannel port)) {
            return null;
        }
        if (!port.isOpen() || !isSame(address, port.getLocalAddress())) {
            port.close();
            return null;
        }
        port.configureBlocking(true);
        return port;
    }

    private static boolean isSame(InetSocketAddress address, SocketAddress bound) {
        return bound instanceof InetSocketAddress other && other.getPort() == address.getPort()
                // All addresses may be asked for as IPv4 and named as IPv6.
                && (other.getAddress().equals(address.getAddress()) || other.getAddress().isAnyLocalAddress()
                        && !address.isUnresolved() && address.getAddress().isAnyLocalAddress());
    }

    private static void open(Path node, Path data, InetSocketAddress address, boolean behindProxy) {
        SavedPages.read(node, data).ifPresent(saved -> {
            try {
                System.getProperties().put(PROPERTY, new EarlyPort(address, new EarlyAnswers(saved), behindProxy));
            } catch (IOException | UnresolvedAddressException e) {
                // The edge will say what is wrong with the port.
                System.err.println("No early answers at " + address + ": " + e);
            }
        });
    }
}
