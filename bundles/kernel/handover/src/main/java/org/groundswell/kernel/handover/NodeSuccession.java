package org.groundswell.kernel.handover;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.handover.Succession;
import org.groundswell.kernel.api.health.NodeFitness;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins as a successor where there is a process before, and then waits for a successor of its own. */
@Component(service = Succession.class, immediate = true)
public final class NodeSuccession implements Succession {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSuccession.class);
    /** A round waits for a successor. */
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration WRITER = Duration.ofSeconds(10);
    private static final int SECRET_BYTES = 16;

    private final String secret = makeSecret();
    private final Surroundings here;
    /** Null in a process that was started alone. */
    private final Successor successor;
    private final Loop loop = Loop.of("handover", Need.OTHER, FOREVER);
    private volatile ServerSocketChannel asked;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Doors doors;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile NodeFitness fitness;

    @Activate
    public NodeSuccession(BundleContext context) throws IOException {
        HandoverFolder folder = HandoverFolder.in(NodeFolder.of(context).data(),
                Objects.requireNonNullElse(context.getProperty("groundswell.release"), ""));
        var natives = NativeSockets.areThere() ? new NativeSockets() : null;
        here = new Surroundings(folder, new WriterLock(folder.writer()), new StartLevels(context), natives,
                new ListeningSockets(natives), () -> doors, () -> fitness);
        successor = natives != null && Role.isSuccessor() ? Successor.meet(here, new Rehearsal(context, here), secret) : null;
        if (successor == null && !here.writer().take(WRITER)) {
            throw new IOException("another process writes below " + folder.data() + ": stop it first");
        }
        if (natives != null) {
            loop.after(Duration.ZERO, this::begin);
        }
    }

    @Deactivate
    void stop() throws IOException {
        loop.close();
        ServerSocketChannel open = asked;
        if (open != null) {
            open.close();
        }
        here.writer().close();
    }

    @Override
    public boolean isWaiting() {
        return successor != null && successor.isWaiting();
    }

    @Override
    public Optional<ServerSocketChannel> inherited(String name) throws IOException {
        return successor == null ? Optional.empty() : Optional.ofNullable(successor.inherited(name));
    }

    @Override
    public String secret() {
        return secret;
    }

    private void begin() throws IOException, InterruptedException, HandoverException {
        if (successor != null) {
            successor.succeed();
        }
        listen();
        if (successor != null) {
            successor.awaitEnd();
        }
    }

    private void listen() {
        try {
            Files.deleteIfExists(here.folder().ask());
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(here.folder().ask()));
            asked = server;
            loop.every(PAUSE, this::accept);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("This process cannot be replaced while it serves: {}", e.toString());
        }
    }

    private void accept() throws IOException, InterruptedException {
        ServerSocketChannel server = asked;
        try (var conversation = new Conversation(server.accept())) {
            // What writes is closed already, and nobody is connected.
            new Predecessor(here).converse(conversation).ifPresent(Runtime.getRuntime()::halt);
        } catch (ClosedChannelException e) {
            LOG.debug("Nobody is listened to any more", e);
        }
    }

    private static String makeSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
