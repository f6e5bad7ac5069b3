package org.groundswell.edge.early;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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
    /** A node that has not come up by now will not. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ServerSocketChannel port;
    private final Selector selector;
    private final EarlyAnswers answers;
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(PLACES);
    private final Thread thread = Thread.ofPlatform().name("early-port").daemon().unstarted(this::accept);
    private volatile boolean over;

    EarlyPort(InetSocketAddress address, EarlyAnswers answers) throws IOException {
        this.answers = answers;
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

    /** Ends the early answers and gives the port away; a closed one if it took too long to come for it. */
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
                    SocketChannel one = visitor;
                    places.acquireUninterruptibly();
                    visitors.submit(() -> serve(one));
                }
            }
            if (!over) {
                port.close();
            }
        } catch (IOException e) {
            over = true;
        } finally {
            visitors.shutdown();
        }
    }

    private void serve(SocketChannel visitor) {
        try (visitor) {
            visitor.socket().setSoTimeout(READ_MILLIS);
            InputStream in = visitor.socket().getInputStream();
            String head = head(in);
            if (head != null) {
                visitor.socket().getOutputStream().write(answers.answer(head));
                visitor.shutdownOutput();
                // A connection that is closed before a form was read resets, and takes the answer with it.
                in.readNBytes(MAX_BODY_BYTES);
            }
        } catch (IOException e) {
            // Gone, or too slow: there is nobody to tell.
        } finally {
            places.release();
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
