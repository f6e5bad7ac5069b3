package org.groundswell.itests;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.runner.Description;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/**
 * Sees to it that a run ends. A test that takes too long is named, with what each thread of its process waits for, and is
 * interrupted; where that does not end it, the process is, and what it started. The build registers it with every process
 * of tests.
 */
@RunListener.ThreadSafe
public final class HangingTests extends RunListener {
    /** Four times what the longest test takes on a quiet machine. */
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** For what no single test answers for, such as a framework that does not stop between two of them. */
    private static final Duration SILENCE = Duration.ofMinutes(12);
    private static final Duration AFTER_INTERRUPT = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int EXIT_STATUS = 3;

    private final Map<Description, Running> running = new ConcurrentHashMap<>();
    private final Duration limit;
    private volatile long lastEvent = System.nanoTime();
    /** A benchmark takes as long as somebody has asked for. */
    private volatile boolean measures;
    private volatile boolean ended;

    /** As the build makes it. */
    public HangingTests() {
        this(LIMIT);
    }

    HangingTests(Duration limit) {
        this.limit = limit;
    }

    private record Running(Thread thread, long since, boolean interrupted) {
        boolean longerThan(Duration limit) {
            return System.nanoTime() - since > limit.toNanos();
        }

        Running interrupt() {
            thread.interrupt();
            return new Running(thread, since, true);
        }
    }

    @Override
    public void testRunStarted(Description all) {
        ended = false;
        lastEvent = System.nanoTime();
        Thread.ofPlatform().name("hanging tests").daemon().start(this::watch);
    }

    @Override
    public void testRunFinished(Result result) {
        ended = true;
    }

    @Override
    public void testStarted(Description test) {
        lastEvent = System.nanoTime();
        measures = test.getClassName().endsWith("Benchmark");
        if (!measures) {
            running.put(test, new Running(Thread.currentThread(), lastEvent, false));
        }
    }

    @Override
    public void testFinished(Description test) {
        lastEvent = System.nanoTime();
        running.remove(test);
    }

    /** Of a class as a whole: a framework that does not stop, mostly. */
    @Override
    public void testFailure(Failure failure) {
        if (failure.getDescription().isSuite()) {
            ThreadDump.keep(failure.getDescription().getDisplayName(), "org.apache.felix");
        }
    }

    private void watch() {
        while (!ended) {
            LockSupport.parkNanos(LOOK_NANOS);
            running.forEach((test, each) -> {
                if (each.longerThan(limit.plus(AFTER_INTERRUPT))) {
                    end(test + " does not end when it is interrupted");
                } else if (each.longerThan(limit) && !each.interrupted()) {
                    tell(test + " takes longer than " + limit.toSeconds() + " s");
                    running.computeIfPresent(test, (same, now) -> now.interrupt());
                }
            });
            if (!ended && !measures && System.nanoTime() - lastEvent > SILENCE.toNanos()) {
                end("no test began or ended for " + SILENCE.toMinutes() + " min");
            }
        }
    }

    private static void end(String why) {
        tell(why + ", so this process of tests ends");
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    private static void tell(String what) {
        var said = new StringBuilder("HANGS: ").append(what).append('\n');
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            said.append('"').append(thread.getName()).append("\" ").append(thread.getState()).append('\n');
            for (StackTraceElement each : frames) {
                said.append("    ").append(each).append('\n');
            }
        });
        System.out.println(said);
    }
}
