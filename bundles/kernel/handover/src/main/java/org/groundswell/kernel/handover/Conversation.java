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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
     * The same for at most this time; then the conversation is over, and whatever the other one says later it finds out.
     *
     * @return null when the other one has ended
     * @throws HandoverException where it has said nothing: it may hang, and go on one day
     */
    String hear(Duration longest) throws HandoverException {
        // Either it was heard or it was too late, and both sides know which.
        var over = new AtomicBoolean();
        Thread clock = Thread.ofVirtual().name("handover clock").start(() -> {
            try {
                Thread.sleep(longest);
                if (over.compareAndSet(false, true)) {
                    close();
                }
            } catch (InterruptedException | IOException e) {
                // It was heard in time, or is closed already.
                Thread.currentThread().interrupt();
            }
        });
        String line = hear();
        if (!over.compareAndSet(false, true)) {
            throw new HandoverException("the other process said nothing within " + longest.toSeconds() + " s");
        }
        clock.interrupt();
        return line;
    }

    /**
     * What comes behind the word that is expected; empty where the other one has ended.
     *
     * @throws HandoverException where it says something else, or nothing within this time
     */
    Optional<String> answer(String line, String expected, Duration longest) throws HandoverException {
        try {
            say(line);
        } catch (IOException e) {
            return Optional.empty();
        }
        String answer = hear(longest);
        if (answer != null && !answer.split(" ", 2)[0].equals(expected)) {
            throw new HandoverException(answer);
        }
        return Optional.ofNullable(answer).map(said -> said.substring(expected.length()).strip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
