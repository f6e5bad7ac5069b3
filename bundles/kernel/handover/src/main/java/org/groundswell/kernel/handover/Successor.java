package org.groundswell.kernel.handover;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.handover.Doors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The side of a process that begins beside one that serves. When it cannot do its work it ends at once, and the other
 * one goes on; when the other one ends, it serves alone as soon as it can.
 */
final class Successor {
    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
    /** With all levels reached; forms wait meanwhile, and connections are closed after 30 s without a byte. */
    static final Duration FIT = Duration.ofSeconds(20);
    private static final Duration EDGE = Duration.ofSeconds(60);
    private static final Duration GIVEN = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofSeconds(10);
    /** Longer than the other one stops what is not for donors, drains, and stops what writes. */
    private static final Duration WRITER = Predecessor.DRAIN.plus(Predecessor.LEVELS.multipliedBy(2)).plusSeconds(10);
    /** The other one has only to answer, and is on a machine that is busy; only its end is a reason to serve without it. */
    private static final Duration TAKE = Duration.ofSeconds(30);
    /** Tells whoever started it that it gave up; {@code runtime/lib/supervise.sh} knows it. */
    private static final int GAVE_UP = 75;

    private final Surroundings here;
    private final Rehearsal rehearsal;
    private final String secret;
    /** Null where there is none. */
    private final Conversation before;
    private final Map<String, Integer> inherited;
    private volatile boolean waiting = true;

    private Successor(Surroundings here, Rehearsal rehearsal, String secret, Conversation before, Map<String, Integer> inherited) {
        this.here = here;
        this.rehearsal = rehearsal;
        this.secret = secret;
        this.before = before;
        this.inherited = inherited;
    }

    /** Meets the process that serves and gets its sockets; without one it is alone from the beginning. */
    static Successor meet(Surroundings here, Rehearsal rehearsal, String secret) throws IOException {
        try {
            Conversation before = Conversation.with(here.folder().ask());
            return new Successor(here, rehearsal, secret, before, sockets(here, before));
        } catch (IOException | HandoverException e) {
            LOG.warn("The process before cannot be met: {}", e.getMessage());
            return new Successor(here, rehearsal, secret, null, Map.of());
        }
    }

    private static Map<String, Integer> sockets(Surroundings here, Conversation before)
            throws IOException, HandoverException {
        NativeSockets natives = here.natives();
        int listening = natives.listen(here.folder().descriptors());
        try {
            before.say("SOCKETS " + ProcessHandle.current().pid() + " " + here.folder().descriptors().getFileName());
            int[] numbers = natives.receive(listening);
            String line = before.hear(GIVEN);
            var sockets = new LinkedHashMap<String, Integer>();
            List<String> names = line == null ? List.of() : List.of(line.split(" "));
            for (int i = 1; i < names.size(); i++) {
                sockets.put(names.get(i), numbers[i - 1]);
            }
            return sockets;
        } finally {
            natives.close(listening);
        }
    }

    boolean isWaiting() {
        return waiting;
    }

    /** @return null where there is none of this name (any more) */
    synchronized ServerSocketChannel inherited(String name) throws IOException {
        Integer number = inherited.remove(name);
        return number == null ? null : here.sockets().channel(number);
    }

    /** Returns when this process serves; otherwise it does not return. */
    void succeed() throws InterruptedException {
        Doors doors;
        String outcome;
        try {
            doors = here.doors(EDGE);
            outcome = takeOver(doors);
        } catch (HandoverException | IOException | RuntimeException e) {
            giveUp(String.valueOf(e.getMessage()));
            return;
        }
        // Visitors are here: whatever goes wrong from now on is no reason to end.
        openRest(doors);
        try {
            here.folder().tell(0, outcome);
        } catch (IOException e) {
            LOG.error("Nobody can be told that {}: {}", outcome, e.getMessage());
        }
    }

    private String takeOver(Doors doors) throws HandoverException, IOException, InterruptedException {
        List<String> unresolved = here.levels().unresolved();
        if (!unresolved.isEmpty()) {
            throw new HandoverException("bundles of it lack something: " + String.join(", ", unresolved));
        }
        if (before == null) {
            return serveAlone(doors);
        }
        rehearsal.play(doors);
        Optional<String> level = before.answer("READY " + doors.onwardPort() + " " + secret, "WRITER", WRITER);
        if (level.isEmpty()) {
            return serveAlone(doors);
        }
        long began = System.nanoTime();
        if (!here.writer().take(GIVEN)) {
            throw new HandoverException("the right to write was not given");
        }
        String[] given = level.get().split(" ");
        rise(Integer.parseInt(given[0]));
        Duration trial = Duration.ofSeconds(Long.parseLong(given[1]));
        if (trial.isPositive()) {
            // Donors are answered from here meanwhile; the rest is on trial, too.
            here.levels().to(StartLevels.ALL, Duration.ZERO);
        }
        Optional<String> taken = before.answer("FIT", "TAKE", TAKE.plus(trial));
        open(doors);
        long waited = (System.nanoTime() - began) / 1_000_000;
        if (taken.isPresent()) {
            sayAccepting();
        }
        return "the node was handed over to process " + ProcessHandle.current().pid() + "; forms waited for "
                + taken.filter(_ -> trial.isPositive()).orElse(Long.toString(waited)) + " ms";
    }

    private void sayAccepting() {
        try {
            before.say("ACCEPTING");
        } catch (IOException e) {
            // It ended just now; this process has all it needs.
            LOG.warn("The process before ended before it knew that it was replaced: {}", e.getMessage());
        }
    }

    /** Returns when the process before has ended. */
    void awaitEnd() throws IOException, HandoverException {
        if (before != null) {
            before.hear();
            before.close();
            here.doors(EDGE).closeOnward();
        }
    }

    private void rise(int level) throws HandoverException, InterruptedException {
        if (!here.levels().to(level, Predecessor.LEVELS)) {
            throw new HandoverException("not everything started within " + Predecessor.LEVELS.toSeconds() + " s");
        }
        LOG.info("What donors need has started; its health decides whether this process serves");
        here.awaitFitness(FIT);
    }

    /** The process before has ended: pages as they were at once, forms when everything is there. */
    private String serveAlone(Doors doors) throws IOException, HandoverException {
        if (!here.writer().take(DEAD)) {
            throw new HandoverException("the process before speaks no more, and still may write");
        }
        open(doors);
        return "the process before ended meanwhile; process " + ProcessHandle.current().pid() + " serves alone";
    }

    /** What is for admins only; whoever gave the command comes back to a node that has all it had. */
    private void openRest(Doors doors) throws InterruptedException {
        try {
            doors.openAdmin();
        } catch (IOException | RuntimeException e) {
            LOG.error("Visitors are served, and admins are not: {}", e.getMessage());
        }
        here.levels().to(StartLevels.ALL, Predecessor.LEVELS);
        if (!Surroundings.await(FIT, () -> here.lacking().isEmpty())) {
            LOG.warn("The node was taken over and is not fit: {}", here.lacking());
        }
    }

    private void open(Doors doors) throws IOException {
        waiting = false;
        Role.SERVING.take();
        here.folder().notePid(ProcessHandle.current().pid());
        doors.open();
    }

    private void giveUp(String reason) {
        LOG.error("This process does not take the other one's place: {}", reason);
        try {
            if (before == null) {
                here.folder().tell(1, reason);
            } else {
                before.say("UNFIT " + reason);
            }
        } catch (IOException e) {
            LOG.debug("Nobody hears it", e);
        }
        // Whatever is open here is open for nobody.
        Runtime.getRuntime().halt(GAVE_UP);
    }
}
