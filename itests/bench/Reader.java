import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who reads pages on one connection, beside a load, with as little of a client in between as possible. */
final class Reader implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String page;
    private final List<Steady.Sample> samples = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("reader").unstarted(this::read);
    private volatile boolean over;

    Reader(String page) {
        this.page = page;
        thread.start();
    }

    /** Ends the reading. */
    List<Steady.Sample> samples() throws InterruptedException {
        over = true;
        thread.join();
        return samples;
    }

    @Override
    public void close() {
        over = true;
    }

    private void read() {
        URI uri = URI.create(page);
        byte[] request = ("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nAccept-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        while (!over) {
            try (var socket = new Socket(uri.getHost(), uri.getPort());
                    var in = new BufferedInputStream(socket.getInputStream())) {
                for (long due = System.nanoTime(); !over; due += EVERY_NANOS) {
                    LockSupport.parkNanos(due - System.nanoTime());
                    socket.getOutputStream().write(request);
                    samples.add(new Steady.Sample(status(in), (System.nanoTime() - due) / 1e6));
                }
            } catch (IOException e) {
                samples.add(new Steady.Sample(0, 0));
            }
        }
    }

    private static int status(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return Integer.parseInt(head.substring(9, 12));
    }
}
