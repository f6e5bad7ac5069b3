package org.groundswell.kernel.handover;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.groundswell.kernel.api.handover.Doors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The side of the process that serves. Until it has said {@code TAKE} it can take everything back, and does whenever the
 * other one says no, says nothing or ends. One conversation at a time.
 */
final class Predecessor {
    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);
    static final Duration FIRST_WORD = Duration.ofSeconds(5);
    /** From the start of a process to the end of its rehearsal, on a machine that is busy. */
    static final Duration START = Duration.ofSeconds(Integer.parseInt(
            Optional.ofNullable(System.getenv("GROUNDSWELL_HANDOVER_SECONDS")).filter(set -> set.matches("\\d{1,6}")).orElse("180")));
    /** Longer than the slowest gateway is waited for; forms wait meanwhile. */
    static final Duration DRAIN = Duration.ofSeconds(15);
    static final Duration LEVELS = Duration.ofSeconds(60);
    /** Nobody serves any more: unlike 0 it tells {@code runtime/lib/supervise.sh} to start the node again. */
    private static final int DESERTED = 76;
    /** For a successor of another release, after which nothing can be taken back; forms are answered meanwhile. */
    private static final Duration TRIAL = Duration.ofSeconds(Integer.parseInt(
            Optional.ofNullable(System.getenv("GROUNDSWELL_TRIAL_SECONDS")).filter(set -> set.matches("\\d{1,4}")).orElse("30")));
    private static final Duration KILLED = Duration.ofSeconds(30);
    /** A connection that is idle is closed by the edge sooner than that. */
    private static final Duration LAST_VISITORS = Duration.ofSeconds(50);

    private final Surroundings here;

    Predecessor(Surroundings here) {
        this.here = here;
    }

    /** @return the status with which this process has to end, because it has handed over; empty where it goes on */
    OptionalInt converse(Conversation successor) throws IOException, InterruptedException {
        String[] first;
        try {
            first = words(successor.hear(FIRST_WORD));
        } catch (HandoverException e) {
            LOG.warn("Somebody asked for nothing: {}", e.getMessage());
            return OptionalInt.empty();
        }
        if (first.length != 3 || !first[0].equals("SOCKETS")) {
            return OptionalInt.empty();
        }
        long pid = Long.parseLong(first[1]);
        Doors doors;
        int onward;
        String secret;
        try {
            Files.writeString(here.folder().talks(), first[1]);
            doors = here.doors(FIRST_WORD);
            Map<String, ServerSocketChannel> sent = doors.listening();
            handSockets(sent, Path.of(here.folder().path().toString(), first[2]), successor);
            String[] ready = words(successor.hear(START));
            if (ready.length != 3 || !ready[0].equals("READY")) {
                throw new HandoverException(reason(ready, "it ended before it was ready"));
            }
            onward = Integer.parseInt(ready[1]);
            secret = ready[2];
            // Settings that were changed during the rehearsal have brought others.
            doors = here.doors(FIRST_WORD);
            if (!doors.listening().equals(sent)) {
                throw new HandoverException("the settings of a port were changed meanwhile");
            }
            handWriter(doors, successor, new Way(pid, onward, secret));
        } catch (HandoverException | IOException | RuntimeException e) {
            LOG.warn("Process {} does not take this one's place: {}", pid, e.getMessage());
            // One that hangs would keep the next one from beginning.
            end(pid);
            here.folder().tell(1, String.valueOf(e.getMessage()));
            return OptionalInt.empty();
        }
        LOG.info("Process {} serves from now on", pid);
        return OptionalInt.of(leave(doors, onward, secret, successor));
    }

    /** Nothing may keep this process now, least of all an error: it takes no connections any more. */
    private static int leave(Doors doors, int onward, String secret, Conversation successor) {
        var status = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("handover leave").start(() -> {
            try {
                doors.leave(onward, secret);
                doors.awaitEmpty(LAST_VISITORS);
            } catch (InterruptedException | RuntimeException e) {
                LOG.warn("Not everybody was sent on", e);
            } finally {
                status.complete(0);
            }
        });
        Thread.ofVirtual().name("handover end").start(() -> {
            // Nothing more is said.
            successor.hear();
            status.complete(DESERTED);
        });
        return status.join();
    }

    private void handSockets(Map<String, ServerSocketChannel> listening, Path to, Conversation successor)
            throws IOException, HandoverException {
        List<String> names = new ArrayList<>();
        int[] numbers = new int[listening.size()];
        try {
            for (var each : listening.entrySet()) {
                numbers[names.size()] = here.sockets().number(each.getValue());
                names.add(each.getKey());
            }
            here.natives().send(to, numbers);
        } catch (IOException e) {
            throw new HandoverException("its listening sockets could not be handed on: " + e.getMessage());
        }
        successor.say("SOCKETS " + String.join(" ", names));
    }

    /** To the successor: its process, and where it takes what is sent on. */
    private record Way(long pid, int port, String secret) {
    }

    /** Returns when the successor takes connections; otherwise everything is as it was before. */
    private void handWriter(Doors doors, Conversation successor, Way way)
            throws HandoverException, IOException, InterruptedException {
        Duration trial = here.folder().isOtherRelease() ? TRIAL : Duration.ZERO;
        try {
            int donors = here.levels().ofDonors();
            // Nothing above is for donors: what stops now they need not wait for.
            descend(donors);
            long held = System.nanoTime();
            if (!doors.hold(DRAIN)) {
                throw new HandoverException("requests were not answered within " + DRAIN.toSeconds() + " s");
            }
            descend(StartLevels.HELD);
            here.writer().give();
            LOG.info("Process {} may write from now on", way.pid());
            successor.say("WRITER " + donors + " " + trial.toSeconds());
            String[] fit = words(successor.hear(Successor.FIT.plus(LEVELS)));
            if (!fit[0].equals("FIT")) {
                throw new HandoverException(reason(fit, "it ended before it was fit"));
            }
            if (here.doors(FIRST_WORD) != doors) {
                throw new HandoverException("the settings of a port were changed meanwhile");
            }
            long waited = (System.nanoTime() - held) / 1_000_000;
            if (trial.isPositive()) {
                LOG.info("Forms waited for {} ms; process {} answers them on trial for {} s", waited, way.pid(), trial.toSeconds());
                tryOut(doors, way, trial);
            }
            successor.say("TAKE " + waited);
            String[] accepting = words(successor.hear(START));
            if (!accepting[0].equals("ACCEPTING")) {
                throw new HandoverException(reason(accepting, "it ended before it took connections"));
            }
            Role.LEFT.take();
            LOG.info("Forms waited for {} ms", waited);
        } catch (HandoverException | IOException | RuntimeException e) {
            if (trial.isPositive()) {
                // Whoever is with the successor is answered first, as far as it still answers.
                doors.hold(DRAIN);
            }
            takeBack(doors, way.pid());
            throw new HandoverException(e.getMessage() + "; forms waited, and none was lost");
        }
    }

    private static void tryOut(Doors doors, Way way, Duration trial) throws HandoverException, InterruptedException {
        Optional<String> against = doors.tryOut(way.port(), way.secret(), trial);
        if (against.isPresent()) {
            throw new HandoverException(against.get());
        }
    }

    private void descend(int level) throws HandoverException, InterruptedException {
        if (!here.levels().to(level, LEVELS)) {
            throw new HandoverException("what writes did not stop within " + LEVELS.toSeconds() + " s");
        }
    }

    /** Whatever goes wrong, those who wait are let in at last. */
    private void takeBack(Doors doors, long pid) throws IOException, InterruptedException {
        // It may hang, and would write when it wakes up.
        end(pid);
        try {
            while (!here.writer().take(KILLED)) {
                LOG.error("Process {} was killed and still has the right to write below data: forms wait", pid);
            }
            if (!here.levels().to(StartLevels.ALL, LEVELS)) {
                LOG.error("Not everything is back within {} s; see the log before", LEVELS.toSeconds());
            }
            here.awaitFitness(Successor.FIT);
        } catch (HandoverException | RuntimeException e) {
            LOG.error("This process has taken the writers back, and {}", e.getMessage());
        } finally {
            doors.release();
            notePid();
        }
    }

    private void notePid() {
        try {
            here.folder().notePid(ProcessHandle.current().pid());
        } catch (IOException e) {
            LOG.error("The number of this process cannot be written, so commands may not find it: {}", e.getMessage());
        }
    }

    private static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static String[] words(String line) {
        return line == null ? new String[] {""} : line.split(" ");
    }

    private static String reason(String[] said, String otherwise) {
        return said[0].equals("UNFIT") ? String.join(" ", said).substring("UNFIT ".length()) : otherwise;
    }
}
