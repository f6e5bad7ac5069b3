package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** Another process takes the place of the one that serves: who visits notices nothing, and no gift is lost or doubled. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class HandoverIT {
    private static final int REQUESTS_PER_SECOND = 40;
    private static final int GIFT = 500;
    private static Node node;

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("handover");
        // A process that has left waits for connections that are idle.
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "idleSeconds = 5");
        assertEquals(0, node.script("start").status());
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, node.script("stop").status());
    }

    @Test
    public void aRestartUnderLoadFailsNobody() throws Exception {
        long before = node.settledTotal();
        long first = node.serving().pid();
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            for (int i = 0; i < 2; i++) {
                Node.Result restarted = node.script("restart");
                assertEquals(restarted.text(), 0, restarted.status());
                System.out.print(restarted.text());
            }
        }
        failedNobody(load.figures(), before);
        assertNotEquals(first, node.serving().pid());
        Node.Result status = node.script("status");
        assertEquals(status.text(), 0, status.status());
        assertTrue(status.text(), status.text().contains("(process " + node.serving().pid() + ")"));
    }

    @Test
    public void bOneThatIsKilledInItsRehearsalLeavesTheOneBeforeInItsPlace() throws Exception {
        Path rehearsal = node.home().resolve("data/handover/try");
        killed(() -> Files.isDirectory(rehearsal) ? OptionalLong.of(Long.parseLong(Files.readString(
                node.home().resolve("data/handover/talks")))) : OptionalLong.empty());
    }

    @Test
    public void cOneThatIsKilledWithTheWritersGivesThemBack() throws Exception {
        // Where bundles of others answer donors, too, forms wait for them.
        PostgresNode.deploy(node, "wall.json");
        Await.until("they are there", () -> node.script("shell", "lb", "-s", "groundswell.wall").text().contains("Active"));
        Pattern given = Pattern.compile("Process (\\d+) may write from now on");
        Path log = node.home().resolve("data/logs/groundswell.log");
        long before = given.matcher(Files.readString(log)).results().count();
        killed(() -> given.matcher(Files.readString(log)).results().skip(before)
                .mapToLong(line -> Long.parseLong(line.group(1))).findFirst());
        Files.delete(node.home().resolve("deploy/wall.json"));
    }

    @Test
    public void dASuccessorThatIsKilledWhenItServesIsBroughtBack() throws Exception {
        assertEquals(0, node.script("restart").status());
        long serving = node.serving().pid();
        node.serving().destroyForcibly();
        Await.until("another process is there", () -> node.serving().pid() != serving
                && node.script("status").status() == 0);
    }

    @Test
    public void eOneThatHangsForAMomentHandsOverAllTheSame() throws Exception {
        long before = node.serving().pid();
        Path log = node.home().resolve("data/logs/groundswell.log");
        long written = Files.size(log);
        var hanging = CompletableFuture.runAsync(() -> {
            // The new one starts what writes now, and then waits to be let in.
            Await.until("the new one has the writers", () -> Files.readString(log).substring((int) written)
                    .contains("may write from now on"));
            hang(before);
        });
        Node.Result restarted = node.script("restart");
        hanging.get();
        assertEquals(restarted.text(), 0, restarted.status());
        assertNotEquals(before, node.serving().pid());
        Node.Result status = node.script("status");
        assertEquals(status.text(), 0, status.status());
    }

    @Test
    public void fSettingsOfTheAdminPortCanBeChangedAfterIt() throws Exception {
        Path log = node.home().resolve("data/logs/groundswell.log");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.admin", "publicUrl = https://admin.give.example");
        Await.until("they are accepted", () -> Files.readString(log)
                .contains("The admin side is at https://admin.give.example/system/console"));
        Await.until("admins come in as before", () -> node.admin().get("/system/console").status() < 500
                && node.script("status").status() == 0);
    }

    private static void hang(long pid) {
        try {
            // Longer than the machine was ever seen to keep a process from running.
            assertEquals(0, new ProcessBuilder("bash", "-c", "kill -STOP " + pid + " && sleep 15; kill -CONT " + pid)
                    .inheritIO().start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void failedNobody(MixedLoad.Figures seen, long before) {
        System.out.println(seen);
        assertEquals(seen.examples().toString(), 0, seen.failures());
        // The sandbox tells the node of a payment in its own time.
        Await.until("gifts accepted are in the ledger, once",
                () -> before + seen.accepted() * GIFT == node.ledgerTotal());
    }

    /** @param whom tells the process to kill, as soon as there is one */
    private static void killed(Callable<OptionalLong> whom) throws Exception {
        long serving = node.serving().pid();
        long before = node.settledTotal();
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            var killer = Thread.ofPlatform().start(() -> Await.until("the new process is killed", () -> {
                OptionalLong pid = whom.call();
                return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::destroyForcibly)
                        .isPresent();
            }));
            Node.Result restarted = node.script("restart");
            killer.join();
            assertEquals(restarted.text(), 1, restarted.status());
            assertTrue(restarted.text(), restarted.text().contains("goes on (process " + serving + ")"));
        }
        failedNobody(load.figures(), before);
        assertEquals(serving, node.serving().pid());
    }
}
