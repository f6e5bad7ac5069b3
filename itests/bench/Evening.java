import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A thousand open live streams, and ten donors a second who pay in the sandbox, until this is closed. */
final class Evening implements AutoCloseable {
    private static final int STREAMS = 1000;
    private static final int DONORS_PER_SECOND = 10;

    private final Donor donor;
    private final ScheduledExecutorService donors = Executors.newScheduledThreadPool(4);
    private final Selector selector = Selector.open();
    private final AtomicLong heard = new AtomicLong();
    private final Thread reader;

    Evening(String base) throws IOException {
        this.donor = new Donor(base);
        for (int i = 0; i < STREAMS; i++) {
            Streams.open(base).register(selector, SelectionKey.OP_READ);
        }
        reader = Thread.ofPlatform().daemon().start(this::read);
        donors.scheduleAtFixedRate(this::give, 0, 1000 / DONORS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        donors.shutdown();
        donors.awaitTermination(10, TimeUnit.SECONDS);
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        reader.join();
        if (heard.get() == 0) {
            throw new IOException("the live streams said nothing");
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        buffer.clear();
                        int count = ((SocketChannel) key.channel()).read(buffer);
                        heard.addAndGet(Math.max(0, count));
                        if (count < 0) {
                            key.cancel();
                        }
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // The evening is over.
        }
    }

    private void give() {
        try {
            donor.give(5);
        } catch (Exception e) {
            System.err.println("  a donor failed: " + e);
        }
    }
}
