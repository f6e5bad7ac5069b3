package org.groundswell.kernel.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a Unix domain socket in the node's own folder: no port, so no way in from the network, and the folder's
 * permissions decide who may speak. Each line is a Gogo command; the answer ends when the socket closes. After a line
 * that begins with {@link Status#ASKED} the answer ends with how the command went.
 */
@Component(service = LocalShell.class, immediate = true)
public final class LocalShell {
    private static final Logger LOG = LoggerFactory.getLogger(LocalShell.class);
    private static final String SOCKET = "data/shell/socket";
    private static final Duration PAUSE = Duration.ofMillis(1);
    /** A round waits for somebody who has something to say. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final CommandProcessor processor;
    private final ServerSocketChannel server;
    private final Path socket;
    private final Help help;
    private final Loop loop = Loop.of("shell", Need.OTHER, FOREVER);

    @Activate
    public LocalShell(BundleContext context, @Reference CommandProcessor processor) throws IOException {
        this.processor = processor;
        this.help = new Help(context);
        this.socket = NodeFolder.of(context).resolve(SOCKET);
        Files.createDirectories(socket.getParent());
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        loop.every(PAUSE, Duration.ZERO, this::accept);
    }

    @Deactivate
    void stop() throws IOException {
        loop.close();
        server.close();
        Files.deleteIfExists(socket);
    }

    private void accept() throws IOException {
        try {
            SocketChannel client = server.accept();
            Thread.ofVirtual().name("shell-session").start(() -> converse(client));
        } catch (ClosedChannelException e) {
            LOG.debug("The shell's socket is closed", e);
        }
    }

    private void converse(SocketChannel client) {
        try (client; var out = new PrintStream(Channels.newOutputStream(client), true, StandardCharsets.UTF_8);
                CommandSession session = processor.createSession(InputStream.nullInputStream(), out, out)) {
            var in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(Status.ASKED)) {
                    out.write(Status.trailer(execute(session, line.substring(Status.ASKED.length()), out)));
                } else {
                    execute(session, line, out);
                }
            }
        } catch (IOException e) {
            LOG.debug("A shell session was cut off", e);
        }
    }

    /** Whether it ended as it should. */
    private boolean execute(CommandSession session, String line, PrintStream out) {
        try {
            var explained = help.explained(line);
            Object result = explained.isPresent() ? explained.get() : session.execute(help.wanted(line));
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            help.unlisted(line).ifPresent(out::println);
            return true;
        } catch (Exception e) {
            // Gogo commands throw whatever they like; the person at the shell is the one to tell.
            out.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return false;
        }
    }
}
