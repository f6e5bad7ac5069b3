package org.groundswell.edge.listener.early;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The public port before the edge is there. Whoever gets it from here has it alone, and visitors who come in between
 * wait in the system's queue. Thread-safe.
 */
final class EarlyPort implements Supplier<ServerSocketChannel> {
    private static final int QUEUED_CONNECTIONS = 4096;
    private static final int PLACES = 256;
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int READ_MILLIS = 1000;
    /** From the first byte to the last of the answer; whoever sends or reads more slowly is not waited for. */
    private static final Duration LONGEST_VISIT = Duration.ofSeconds(3);
    /** A node that has not come up by now will not. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ServerSocketChannel port;
    private final Selector selector;
    private final EarlyAnswers answers;
    private final boolean behindProxy;
    /** Who is being answered, the longest first; at most so many as there are places, but for who is just leaving. */
    private final Queue<SocketChannel> visitors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger present = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("early-port").daemon().unstarted(this::accept);
    private volatile boolean over;

    /** @param behindProxy whether each connection begins with a line that a proxy writes */
    EarlyPort(InetSocketAddress address, EarlyAnswers answers, boolean behindProxy) throws IOException {
        this.answers = answers;
        this.behindProxy = behindProxy;
        port = ServerSocketChannel.open();
        try {
            port.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            port.bind(address, QUEUED_CONNECTIONS);
            port.configureBlocking(false);
            selector = Selector.open();
            port.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            port.close();
            throw e;
        }
        thread.start();
    }

    /**
     * Ends the early answers and gives the port away; a closed one if it took too long to come for it. Waits for no
     * visitor: those who are here get their answers beside the next owner.
     */
    @Override
    public ServerSocketChannel get() {
        over = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return port;
    }

    private void accept() {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (selector) {
            while (!over && System.nanoTime() < end) {
                selector.select(LONGEST.toMillis());
                selector.selectedKeys().clear();
                for (SocketChannel visitor = port.accept(); visitor != null; visitor = over ? null : port.accept()) {
                    admit(visitor);
                }
            }
            if (!over) {
                port.close();
            }
        } catch (IOException e) {
            over = true;
        }
    }

    /** Gives the visitor a place; where none is free, that of the one who has had one for the longest. */
    private void admit(SocketChannel visitor) {
        visitors.add(visitor);
        if (present.incrementAndGet() > PLACES) {
            leave(visitors.poll());
        }
        Thread.ofVirtual().name("early-visitor").start(() -> watch(visitor));
    }

    /** Lets the visitor be served, but not for ever: a thread that waits for a socket ends when that is closed. */
    private void watch(SocketChannel visitor) {
        Thread service = Thread.ofVirtual().name("early-visit").start(() -> serve(visitor));
        try {
            service.join(LONGEST_VISIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(visitor);
            visitors.remove(visitor);
            present.decrementAndGet();
        }
    }

    private static void leave(SocketChannel visitor) {
        try {
            if (visitor != null) {
                visitor.close();
            }
        } catch (IOException e) {
            // It is closed as far as that can be done.
        }
    }

    private void serve(SocketChannel visitor) {
        try {
            visitor.socket().setSoTimeout(READ_MILLIS);
            InputStream in = visitor.socket().getInputStream();
            String head = !behindProxy || ProxyHeader.isRead(in) ? head(in) : null;
            if (head != null) {
                answers.answer(head).writeTo(visitor.socket().getOutputStream());
                visitor.shutdownOutput();
                // A connection that is closed before a form was read resets, and takes the answer with it.
                in.readNBytes(MAX_BODY_BYTES);
            }
        } catch (IOException e) {
            // Gone, or too slow: there is nobody to tell.
        }
    }

    /** Up to the empty line, or null where none comes. */
    private static String head(InputStream in) throws IOException {
        byte[] bytes = new byte[MAX_HEAD_BYTES];
        int length = 0;
        for (int read = in.read(bytes); read > 0; read = in.read(bytes, length, bytes.length - length)) {
            length += read;
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n")) {
                return text;
            }
        }
        return null;
    }
}
