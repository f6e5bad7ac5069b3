package org.groundswell.itests;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A node's shell, spoken to on its socket: for those who give many commands in a short time. */
final class Shell {
    private final Path socket;

    Shell(Node node) {
        // A socket's name must be short, and the test's folder may not be.
        socket = Path.of("").toAbsolutePath().relativize(node.home().resolve("data/shell/socket").toAbsolutePath());
    }

    String run(String command) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
