package org.groundswell.shared.loops;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** What a loop has to do, and when. */
final class Turn implements Delayed {
    private final Work work;
    private final Duration pause;
    private final long due;
    private final long number;

    /**
     * @param pause  before the same again; null for what is done once
     * @param number tells those apart that are due in the same instant
     */
    Turn(Work work, Duration pause, Duration wait, long number) {
        this.work = work;
        this.pause = pause;
        this.due = System.nanoTime() + wait.toNanos();
        this.number = number;
    }

    Work work() {
        return work;
    }

    boolean isRepeated() {
        return pause != null;
    }

    Duration pause() {
        return pause;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        var that = (Turn) other;
        // Differences only: nanoTime may run over.
        int byTime = Long.signum(due - that.due);
        return byTime != 0 ? byTime : Long.compare(number, that.number);
    }
}
