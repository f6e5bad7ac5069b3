import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many open live streams, and when each of them was told the total. */
final class Streams implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Seen> streams = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    Streams(String base, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var seen = new Seen();
            streams.add(seen);
            open(base).register(selector, SelectionKey.OP_READ, seen);
        }
    }

    /** A live stream that was asked for; reading from it does not block. */
    static SocketChannel open(String base) throws IOException {
        URI uri = URI.create(base);
        var channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        channel.write(StandardCharsets.US_ASCII.encode("GET /live/flood HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\n\r\n"));
        channel.configureBlocking(false);
        return channel;
    }

    private static final class Seen {
        private long raised = -1;
        private long nanos;
    }

    /** Waits until every stream has said this or a higher total; when each did, sorted, as {@code System.nanoTime}. */
    long[] await(long raised, long seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        streams.forEach(each -> each.nanos = each.raised >= raised ? System.nanoTime() : 0);
        long left = streams.stream().filter(each -> each.nanos == 0).count();
        while (left > 0 && System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                var seen = (Seen) key.attachment();
                read(key, seen);
                if (seen.nanos == 0 && seen.raised >= raised) {
                    seen.nanos = System.nanoTime();
                    left--;
                }
            }
            selector.selectedKeys().clear();
        }
        if (left > 0) {
            throw new IOException(left + " of " + streams.size() + " streams never said " + raised);
        }
        return streams.stream().mapToLong(each -> each.nanos).sorted().toArray();
    }

    private void read(SelectionKey key, Seen seen) throws IOException {
        buffer.clear();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
            throw new IOException("a stream has ended");
        }
        String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
        int at = text.lastIndexOf("\"raised\":");
        if (at >= 0) {
            int from = at + "\"raised\":".length();
            int to = from;
            while (to < text.length() && Character.isDigit(text.charAt(to))) {
                to++;
            }
            seen.raised = to > from ? Long.parseLong(text.substring(from, to)) : seen.raised;
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
