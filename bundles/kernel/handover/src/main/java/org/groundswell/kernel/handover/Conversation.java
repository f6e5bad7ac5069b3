package org.groundswell.kernel.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Two processes of one node that talk in lines. Each hears at once when the other ends, however it ends. */
final class Conversation implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    Conversation(SocketChannel channel) {
        this.channel = channel;
        in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    static Conversation with(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Conversation(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void say(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.replace('\n', ' ') + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @return null when the other one has ended */
    String hear() {
        try {
            return in.readLine();
        } catch (IOException e) {
            // Cut off in the middle: gone is gone.
            return null;
        }
    }

    /**
     * The same for at most this time; then the conversation is over.
     *
     * @return null when the other one has ended, or has said nothing
     */
    String hear(Duration longest) {
        Thread clock = Thread.ofVirtual().name("handover clock").start(() -> {
            try {
                Thread.sleep(longest);
                close();
            } catch (InterruptedException | IOException e) {
                // It was heard in time, or is closed already.
                Thread.currentThread().interrupt();
            }
        });
        try {
            return hear();
        } finally {
            clock.interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
