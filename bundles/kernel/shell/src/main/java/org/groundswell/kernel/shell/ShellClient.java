package org.groundswell.kernel.shell;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What {@code bin/groundswell shell} runs, outside the framework: sends a command and prints the answer. Ends with 1 if
 * the command was not found, threw, or was cut off.
 */
public final class ShellClient {

    private ShellClient() {
    }

    /** @param arguments the socket's path, then the command's words */
    public static void main(String[] arguments) {
        Path socket = Path.of(arguments[0]);
        String command = String.join(" ", Arrays.copyOfRange(arguments, 1, arguments.length));
        boolean done;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(Status.ASKED + command.replace('\n', ' ') + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.shutdownOutput();
            done = Status.copy(Channels.newInputStream(channel), System.out);
        } catch (IOException e) {
            System.err.println("The node's shell does not answer at " + socket + ": " + e.getMessage()
                    + " (while a node starts, its shell comes last)");
            done = false;
        }
        System.exit(done ? 0 : 1);
    }
}
