package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.health.NodeFitness;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The process that serves, with a successor that is the test; what stands for its process may be killed. */
public abstract class ServingProcess {
    static final int LONGEST_SECONDS = 60;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final List<String> done = new CopyOnWriteArrayList<>();
    final Framework framework = new Framework(StartLevels.ALL);
    final CountDownLatch emptied = new CountDownLatch(1);
    volatile NodeFitness fitness = List::of;
    volatile Doors doors;
    volatile Optional<String> against = Optional.empty();
    NativeSockets natives;
    HandoverFolder handover;
    ServerSocketChannel site;
    Process process;
    Conversation successor;
    CompletableFuture<String> before;

    @Before
    public void serve() throws Exception {
        assumeTrue("there is no other way elsewhere", NativeSockets.areThere());
        natives = new NativeSockets();
        handover = HandoverFolder.in(folder.getRoot().toPath().resolve("data"), "/node");
        site = opened();
        doors = doors(site);
        process = new ProcessBuilder("sleep", "600").start();
    }

    @After
    public void end() throws Exception {
        process.destroyForcibly();
        site.close();
        if (successor != null) {
            successor.close();
        }
    }

    void handOver() throws Exception {
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.say("FIT");
        assertTrue(successor.hear().startsWith("TAKE "));
        successor.say("ACCEPTING");
    }

    void becomeReady() throws Exception {
        becomeReady("1 secret");
    }

    void becomeReady(String way) throws Exception {
        meet();
        successor.say("READY " + way);
    }

    void meet() throws Exception {
        ServerSocketChannel asked = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(handover.ask()));
        var here = new Surroundings(handover, new WriterLock(handover.writer()), new StartLevels(framework.context()),
                natives, new ListeningSockets(natives), () -> doors, () -> fitness);
        here.writer().take(Predecessor.FIRST_WORD);
        successor = Conversation.with(handover.ask());
        before = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (asked; var conversation = new Conversation(asked.accept())) {
                before.complete(new Predecessor(here).converse(conversation).stream().mapToObj(Integer::toString)
                        .findFirst().orElse(""));
            } catch (IOException | InterruptedException | RuntimeException e) {
                before.completeExceptionally(e);
            }
        });
        int listening = natives.listen(handover.descriptors());
        try {
            successor.say("SOCKETS " + process.pid() + " " + handover.descriptors().getFileName());
            for (int each : natives.receive(listening)) {
                natives.close(each);
            }
        } finally {
            natives.close(listening);
        }
        assertEquals("SOCKETS public", successor.hear());
    }

    void tookBack() throws Exception {
        assertEquals("it goes on", "", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of("held", "released"), done);
        assertEquals(StartLevels.ALL, framework.level());
        assertTrue("the other one is ended", process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertTrue(outcome(), outcome().startsWith("1 "));
    }

    String outcome() throws IOException {
        return Files.readString(handover.path().resolve("outcome"));
    }

    Path pidFile() {
        return handover.data().resolve("node.pid");
    }

    static ServerSocketChannel opened() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Doors doors(ServerSocketChannel listening) {
        return Framework.fake(Doors.class, (_, method, arguments) -> switch (method.getName()) {
            case "listening" -> Map.of("public", listening);
            case "hold" -> done.add("held");
            case "release" -> done.add("released");
            case "tryOut" -> {
                done.add("tried at " + arguments[0] + " for " + arguments[2]);
                yield against;
            }
            case "awaitEmpty" -> {
                emptied.await();
                yield null;
            }
            default -> null;
        });
    }
}
