package org.groundswell.shared.loops;

import java.time.Duration;
import java.time.Instant;
import org.groundswell.kernel.api.loops.LoopStatus;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the rounds of a loop went. One thread runs them, any may ask. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final int LONGEST_MESSAGE = 300;

    private final String name;
    private final Need need;
    private final Duration patience;
    private final Logger log;
    private Instant succeeded = Instant.now();
    private long failures;
    private long failuresInARow;
    private String lastFailure = "";
    /** Since when the present round is going on (nanoTime). */
    private long begun;
    private boolean busy;
    private volatile boolean left;

    Progress(String name, Need need, Duration patience) {
        this(name, need, patience, LOG);
    }

    Progress(String name, Need need, Duration patience, Logger log) {
        this.name = name;
        this.need = need;
        this.patience = patience;
        this.log = log;
    }

    String name() {
        return name;
    }

    /** Runs one round; whatever it throws stays here. */
    void round(Work work) {
        begin();
        try {
            work.run();
            succeed();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Nobody waits for a round any more: the present one may fail, for its bundle goes with all that it needs. */
    void leave() {
        left = true;
    }

    synchronized LoopStatus status() {
        Duration round = busy ? Duration.ofNanos(System.nanoTime() - begun) : Duration.ZERO;
        return new LoopStatus(name, need, succeeded, failures, failuresInARow, lastFailure, round, patience);
    }

    private synchronized void begin() {
        busy = true;
        begun = System.nanoTime();
    }

    private synchronized void succeed() {
        busy = false;
        succeeded = Instant.now();
        if (failuresInARow > 0) {
            log.info("{}: a round went well again after {} that failed", name, failuresInARow);
            failuresInARow = 0;
        }
    }

    private void fail(Throwable e) {
        if (left) {
            log.debug("{}: a round failed after the loop was closed", name, e);
            return;
        }
        long number;
        synchronized (this) {
            busy = false;
            failures++;
            number = ++failuresInARow;
            lastFailure = oneLine(e);
        }
        // Ten a second would fill the disk: the first, the second, the fourth ... of the same trouble are enough.
        if (Long.bitCount(number) == 1) {
            log.error("{}: a round failed ({} in a row); the next one follows", name, number, e);
        }
    }

    private static String oneLine(Throwable e) {
        String text = String.valueOf(e).replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
}
