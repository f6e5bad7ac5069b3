package org.groundswell.shared.loops;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.kernel.api.loops.LoopStatus;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.loops.SupervisedLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for work that comes round again. Whatever a round throws, errors too, is logged and counted, and the next
 * round follows; the node's health tells how the loop stands. Rounds of one loop never overlap. The thread begins with
 * the first work that it is given. Thread-safe.
 */
public final class Loop implements SupervisedLoop, Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Work without a pause must not keep a processor busy with failing. */
    private static final Duration PAUSE_PER_FAILURE = Duration.ofMillis(10);
    private static final int LONGEST_PAUSE_FAILURES = 100;

    private final Thread thread;
    private final Progress progress;
    private final DelayQueue<Turn> turns = new DelayQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final boolean reported;
    private AutoCloseable registration;
    private volatile boolean closed;

    Loop(Progress progress, boolean reported) {
        this.progress = progress;
        this.reported = reported;
        this.thread = Thread.ofPlatform().name(progress.name()).daemon().unstarted(this::run);
        // Libraries that look their parts up with the thread's class loader find those of the bundle.
        thread.setContextClassLoader(Loop.class.getClassLoader());
    }

    /**
     * A loop whose standstill is a warning of the node's health.
     *
     * @param name the thread's name
     */
    public static Loop of(String name) {
        return of(name, Need.OTHER, PATIENCE);
    }

    /** @param patience how long one round may take before the node's health says so */
    public static Loop of(String name, Need need, Duration patience) {
        return new Loop(new Progress(name, need, patience), true);
    }

    /** A loop before or outside of the framework: what fails is in the log only. */
    public static Loop alone(String name) {
        return new Loop(new Progress(name, Need.OTHER, PATIENCE), false);
    }

    /**
     * Does the work after the first wait and then again and again, with a pause after each round. The first round may
     * begin before this has returned: whoever looks at the loop in a round has to keep it in its field before.
     */
    public void every(Duration pause, Duration first, Work work) {
        add(new Turn(work, pause, first, numbers.incrementAndGet()));
    }

    /** The same, the first time after a pause. */
    public void every(Duration pause, Work work) {
        every(pause, pause, work);
    }

    /** Does the work once, after a wait. */
    public void after(Duration wait, Work work) {
        add(new Turn(work, null, wait, numbers.incrementAndGet()));
    }

    /** Does the work once, as soon as the thread is free, in the order of the calls; not after the loop was closed. */
    @Override
    public void execute(Runnable work) {
        after(Duration.ZERO, work::run);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public LoopStatus status() {
        return progress.status();
    }

    /** No round begins any more, and the present one is interrupted; if it fails, that is no error. Returns at once. */
    @Override
    public void close() {
        progress.leave();
        closed = true;
        turns.clear();
        end();
        thread.interrupt();
    }

    /**
     * What was given to {@link #execute} is still done, but nothing that comes later or again.
     *
     * @param longest how long to wait for that; then it is interrupted
     */
    public void finish(Duration longest) {
        closed = true;
        end();
        if (thread.getState() == Thread.State.NEW) {
            // It never had anything to do.
            return;
        }
        // After all that is due by now, before all that is not.
        turns.add(new Turn(turns::clear, null, Duration.ZERO, Long.MAX_VALUE));
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!thread.join(longest)) {
                LOG.warn("{} did not come to its end within {} s and is interrupted", thread.getName(),
                        longest.toSeconds());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Turn turn) {
        if (closed) {
            return;
        }
        turns.add(turn);
        if (thread.getState() == Thread.State.NEW) {
            registration = reported ? LoopService.register(this) : null;
            thread.start();
        }
    }

    private synchronized void end() {
        if (registration == null) {
            return;
        }
        try {
            registration.close();
        } catch (Exception e) {
            LOG.debug("{} was not registered any more", thread.getName(), e);
        }
        registration = null;
    }

    private void run() {
        while (!closed || !turns.isEmpty()) {
            try {
                take(turns.take());
            } catch (InterruptedException e) {
                // Not a round's own business: whoever closes the loop has said so before.
                LOG.debug("{} was interrupted", thread.getName(), e);
            }
        }
    }

    private void take(Turn turn) {
        if (!turn.isRepeated()) {
            progress.round(turn.work());
        } else if (!closed) {
            progress.round(turn.work());
            Duration pause = pause(turn);
            add(new Turn(turn.work(), turn.pause(), pause, numbers.incrementAndGet()));
        }
    }

    private Duration pause(Turn turn) {
        long failures = Math.min(LONGEST_PAUSE_FAILURES, progress.status().failuresInARow());
        Duration least = PAUSE_PER_FAILURE.multipliedBy(failures);
        return turn.pause().compareTo(least) > 0 ? turn.pause() : least;
    }
}
