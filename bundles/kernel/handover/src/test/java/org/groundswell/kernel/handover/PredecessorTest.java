package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
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
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The side that serves, with a successor that is this test; what stands for its process may be killed. */
public class PredecessorTest {
    private static final int LONGEST_SECONDS = 60;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Framework framework = new Framework(StartLevels.ALL);
    private final CountDownLatch emptied = new CountDownLatch(1);
    private volatile NodeFitness fitness = List::of;
    private volatile Doors doors;
    private volatile Optional<String> against = Optional.empty();
    private NativeSockets natives;
    private HandoverFolder handover;
    private ServerSocketChannel site;
    private Process process;
    private Conversation successor;
    private CompletableFuture<String> before;

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

    @Test
    public void nobodyWaitsForeverWhereTheNumberOfTheProcessCannotBeWritten() throws Exception {
        Files.createDirectory(pidFile());
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.close();
        tookBack();
    }

    @Test
    public void nobodyWaitsForeverWhereTheHealthCannotBeAsked() throws Exception {
        fitness = () -> {
            fitness = List::of;
            throw new IllegalStateException("gone with its bundle");
        };
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.close();
        tookBack();
    }

    @Test
    public void whatGoesWrongInBetweenIsTakenBack() throws Exception {
        framework.failsAt(StartLevels.HELD);
        becomeReady();
        tookBack();
    }

    @Test
    public void theNumberOfTheProcessNeedsNoRoomOnTheDisk() throws Exception {
        handover.notePid(1234567);
        Object file = Files.getAttribute(pidFile(), "unix:ino");
        handover.notePid(89);
        assertEquals("89", Files.readString(pidFile()).strip());
        assertEquals(file, Files.getAttribute(pidFile(), "unix:ino"));
    }

    @Test
    public void listenersThatWereChangedMeanwhileAreNotHandedOver() throws Exception {
        meet();
        try (ServerSocketChannel changed = opened()) {
            doors = doors(changed);
            successor.say("READY 1 secret");
            assertEquals("", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            assertTrue(outcome(), outcome().startsWith("1 ") && outcome().contains("changed"));
            assertEquals("nothing was held", List.of(), done);
            assertEquals(StartLevels.ALL, framework.level());
        }
    }

    @Test
    public void anotherReleaseIsOnTrialBeforeItHasThePort() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node/releases/2\n/java\n");
        becomeReady();
        assertEquals("WRITER 20 30", successor.hear());
        successor.say("FIT");
        assertTrue(successor.hear().startsWith("TAKE "));
        assertEquals(List.of("held", "tried at 1 for PT30S"), done);
        successor.say("ACCEPTING");
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void whatDoesNotProveItselfGivesEverythingBack() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node/releases/2\n");
        against = Optional.of("it answers with errors");
        becomeReady();
        assertEquals("WRITER 20 30", successor.hear());
        successor.say("FIT");
        assertEquals("it goes on", "", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals("who is there already is answered first", List.of("held", "tried at 1 for PT30S", "held", "released"), done);
        assertEquals(StartLevels.ALL, framework.level());
        assertTrue(outcome(), outcome().startsWith("1 it answers with errors"));
    }

    @Test
    public void theSameReleaseIsNotOnTrial() throws Exception {
        Files.writeString(handover.path().resolve("release"), "/node\n/java\n");
        handOver();
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of("held"), done);
    }

    @Test
    public void itEndsWhenNobodyIsLeft() throws Exception {
        handOver();
        emptied.countDown();
        assertEquals("0", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void oneWithoutASuccessorHasNothingToWaitFor() throws Exception {
        handOver();
        successor.close();
        String status = before.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        assertFalse("it has left", status.isEmpty());
        assertNotEquals("the supervisor takes that for an end that somebody wanted", "0", status);
    }

    @Test
    public void whoHasLeftEndsWhateverGoesWrong() throws Exception {
        becomeReady("not-a-port secret");
        assertEquals("", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals("nothing was held", List.of(), done);
    }

    private void handOver() throws Exception {
        becomeReady();
        assertEquals("WRITER 20 0", successor.hear());
        successor.say("FIT");
        assertTrue(successor.hear().startsWith("TAKE "));
        successor.say("ACCEPTING");
    }

    private void becomeReady() throws Exception {
        becomeReady("1 secret");
    }

    private void becomeReady(String way) throws Exception {
        meet();
        successor.say("READY " + way);
    }

    private void meet() throws Exception {
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

    private void tookBack() throws Exception {
        assertEquals("it goes on", "", before.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of("held", "released"), done);
        assertEquals(StartLevels.ALL, framework.level());
        assertTrue("the other one is ended", process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertTrue(outcome(), outcome().startsWith("1 "));
    }

    private String outcome() throws IOException {
        return Files.readString(handover.path().resolve("outcome"));
    }

    private Path pidFile() {
        return handover.data().resolve("node.pid");
    }

    private static ServerSocketChannel opened() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Doors doors(ServerSocketChannel listening) {
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
