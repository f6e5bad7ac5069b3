package org.groundswell.kernel.shell;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What {@code bin/groundswell shell} runs, outside the framework: sends a command and prints the answer. */
public final class ShellClient {

    private ShellClient() {
    }

    /** @param arguments the socket's path, then the command's words */
    public static void main(String[] arguments) throws IOException {
        var address = UnixDomainSocketAddress.of(Path.of(arguments[0]));
        String command = String.join(" ", Arrays.copyOfRange(arguments, 1, arguments.length));
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(command + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.shutdownOutput();
            Channels.newInputStream(channel).transferTo(System.out);
        }
    }
}
