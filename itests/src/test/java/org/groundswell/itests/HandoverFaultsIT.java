package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Either of two processes is killed, or the new one hangs, at a step of the handover: afterwards one serves, the ledger is
 * whole, and whatever was accepted is in it. A seed says which and when; {@code -Dgroundswell.handover.faults=14} tries all.
 */
public class HandoverFaultsIT {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", System.nanoTime());
    private static final int FAULTS = Integer.getInteger("groundswell.handover.faults", 3);
    private static final int REQUESTS_PER_SECOND = 30;
    private static final int GIFT = 500;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static Node node;

    /** When something goes wrong: as soon as this is there. */
    private enum Step {
        STARTING("talks", null), REHEARSING("try", null), REHEARSED(null, "A start was rehearsed in"),
        WRITING(null, "may write from now on"), FIT(null, "its health decides whether this process serves"),
        SERVING(null, "serves from now on");

        private final String file;
        private final String line;

        Step(String file, String line) {
            this.file = file;
            this.line = line;
        }
    }

    private enum Fault {
        OLD_KILLED, NEW_KILLED, NEW_HANGS
    }

    private record Case(Step step, Fault fault) {
    }

    @BeforeClass
    public static void start() throws Exception {
        node = Node.prepared("handover-faults");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "idleSeconds = 5");
        Node.Result started = node.script(Map.of("GROUNDSWELL_HANDOVER_SECONDS", "90"), "start");
        assertEquals(started.text(), 0, started.status());
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, node.script("stop").status());
    }

    @Test
    public void whateverHappensOneServesAndNoGiftIsLost() throws Exception {
        System.out.println("HandoverFaultsIT: repeat with -Dgroundswell.seed=" + SEED);
        var cases = new ArrayList<Case>();
        for (Step step : Step.values()) {
            for (Fault fault : Fault.values()) {
                // Later forms wait for as long as old waits for new, and donors for no longer than half a minute.
                if (fault != Fault.NEW_HANGS || step.ordinal() <= Step.REHEARSING.ordinal()) {
                    cases.add(new Case(step, fault));
                }
            }
        }
        Collections.shuffle(cases, new Random(SEED));
        for (Case each : cases.subList(0, Math.min(cases.size(), FAULTS))) {
            System.out.println(each);
            survives(each);
        }
        Node.Result again = node.script("restart");
        assertEquals("after all that: " + again.text(), 0, again.status());
    }

    private static void survives(Case fault) throws Exception {
        long before = node.settledTotal();
        long old = node.serving().pid();
        var load = new MixedLoad(node.visitor(), REQUESTS_PER_SECOND);
        try (load) {
            Path log = node.home().resolve("data/logs/groundswell.log");
            long written = Files.size(log);
            var answered = new AtomicBoolean();
            var struck = CompletableFuture.supplyAsync(() -> strike(fault, old, log, written, answered));
            Node.Result restarted = node.script("restart");
            answered.set(true);
            System.out.print(restarted.text());
            assertTrue(fault + " came about: " + restarted.text(), struck.get());
            Await.within(LONG, "one serves after " + fault, () -> node.script("status").status() == 0 && all().size() == 1);
            boolean oldServes = node.serving().pid() == old;
            if (fault.fault() != Fault.OLD_KILLED && fault.step().ordinal() <= Step.REHEARSED.ordinal()) {
                assertTrue(fault + ": " + restarted.text(), oldServes);
                assertEquals(fault + ": " + load.figures().examples(), 0, load.figures().failures());
            }
            assertEquals(fault + ": " + restarted.text(), oldServes, restarted.status() == 1
                    && restarted.text().contains("goes on (process " + old + ")"));
        }
        MixedLoad.Figures seen = load.figures();
        Await.within(LONG, "gifts accepted are in the ledger after " + fault,
                () -> before + seen.accepted() * GIFT <= node.ledgerTotal());
        // Nobody is asked twice: beyond them there are those at most whose answer was cut off.
        long more = node.settledTotal() - before - seen.accepted() * GIFT;
        assertTrue(fault + ": " + more + " more than " + seen, more >= 0 && more <= seen.unknown() * GIFT && more % GIFT == 0);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertTrue(rows.next());
            assertEquals("ok", rows.getString(1));
        }
    }

    /** @return whether it came to it before the command had its answer */
    private static boolean strike(Case fault, long old, Path log, long written, AtomicBoolean answered) {
        try {
            while (!answered.get()) {
                if (isReached(fault.step(), log, written) && strike(fault.fault(), old)) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return false;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean strike(Fault fault, long old) throws IOException, InterruptedException {
        Optional<ProcessHandle> victim = all().stream()
                .filter(each -> each.pid() == old == (fault == Fault.OLD_KILLED)).findFirst();
        if (victim.isEmpty()) {
            return false;
        }
        return fault == Fault.NEW_HANGS
                ? new ProcessBuilder("kill", "-STOP", Long.toString(victim.get().pid())).inheritIO().start().waitFor() == 0
                : victim.get().destroyForcibly();
    }

    private static boolean isReached(Step step, Path log, long written) throws IOException {
        if (step.file != null) {
            return Files.exists(node.home().resolve("data/handover").resolve(step.file));
        }
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(written, Files.size(log)));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(step.line);
        }
    }

    private static List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(HandoverFaultsIT::isOfThisNode).toList();
    }

    private static boolean isOfThisNode(ProcessHandle process) {
        try {
            String words = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return words.contains("-Dgroundswell.home=" + node.home() + '\0');
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }
}
