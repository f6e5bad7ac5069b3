package org.groundswell.kernel.keeper.jars;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Starts, stops, updates and removes bundles. What a bundle does meanwhile is its own: each step has a thread of its
 * own and a limit; a step that does not come to its end is interrupted, then left behind, and fails with the place
 * where it was. Thread-safe.
 */
public final class Lifecycle {
    /** A bundle waits for its last calls while it stops; see the switchboard's drainMillis. */
    private static final Duration STOP = Duration.ofSeconds(30);
    /** What was interrupted has so long to come out: the bundle can be taken away in order then. */
    private static final long GRACE_MILLIS = 3_000;

    private Lifecycle() {
    }

    /** A thread on which a bundle is started or stopped by the keeper. Never a virtual one: it may never let go. */
    private static final class Step extends Thread {
        Step(Runnable step, String name) {
            super(step, name);
            setDaemon(true);
        }
    }

    /** Whether the present thread does what the keeper wants. */
    public static boolean isOurs() {
        return Thread.currentThread() instanceof Step;
    }

    /**
     * @throws StuckException if the bundle does not come out of it
     * @throws HeldUpException if it hangs, and not in the bundle's own classes
     */
    public static void start(Bundle bundle, Duration limit) throws BundleException {
        if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return;
        }
        run("the start of " + bundle.getSymbolicName(), limit, stack -> isIn(bundle, stack), () -> {
            belongTo(bundle);
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return null;
        });
    }

    /** @param options of {@link Bundle#stop(int)} */
    public static void stop(Bundle bundle, int options) throws BundleException {
        run("the stop of " + bundle.getSymbolicName(), STOP, () -> {
            bundle.stop(options);
            return null;
        });
    }

    static void uninstall(Bundle bundle) throws BundleException {
        run("the removal of " + bundle.getSymbolicName(), STOP, () -> {
            bundle.uninstall();
            return null;
        });
    }

    static void update(Bundle bundle, Path jar) throws BundleException {
        run("the update of " + bundle.getSymbolicName(), STOP, () -> {
            try (InputStream in = Files.newInputStream(jar)) {
                bundle.update(in);
            }
            return null;
        });
    }

    /**
     * Runs something that asks bundles for something.
     *
     * @throws BundleException if it fails, or does not come to its end within the limit
     */
    public static <T> T run(String what, Duration limit, Callable<T> step) throws BundleException {
        return run(what, limit, stack -> true, step);
    }

    /** @param guilty whether who stands there is to blame for it */
    private static <T> T run(String what, Duration limit, Predicate<StackTraceElement[]> guilty, Callable<T> step)
            throws BundleException {
        var task = new FutureTask<>(step);
        var thread = new Step(task, "keeper: " + what);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            thread.interrupt();
            String reason = what + " did not come to its end within " + limit.toMillis() + " ms; it was at "
                    + place(stack);
            boolean out = isOver(thread);
            if (!guilty.test(stack)) {
                throw new HeldUpException(reason);
            }
            throw out ? new BundleException(reason)
                    : new StuckException(reason + " and stays there, although it was interrupted");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BundleException(what + " was interrupted");
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        }
    }

    private static BundleException failed(String what, Throwable cause) {
        if (cause instanceof BundleException e) {
            return e;
        }
        return new BundleException(what + " failed: " + cause, cause);
    }

    /** Whether there is a class of the bundle. */
    public static boolean isIn(Bundle bundle, StackTraceElement[] stack) {
        return Arrays.stream(stack).map(frame -> frame.getClassName().replaceFirst("[$/].*", "").replace('.', '/'))
                .anyMatch(name -> bundle.getEntry(name + ".class") != null);
    }

    private static boolean isOver(Thread thread) {
        try {
            return thread.join(Duration.ofMillis(GRACE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Threads that it makes carry the bundle's class loader, by which they can be told later. */
    private static void belongTo(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            Thread.currentThread().setContextClassLoader(wiring.getClassLoader());
        }
    }

    /** The innermost place that is none of the JDK's. */
    public static String place(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(frame -> !frame.getClassName().startsWith("java.")
                && !frame.getClassName().startsWith("jdk.") && !frame.getClassName().startsWith("sun."))
                .findFirst().or(() -> Arrays.stream(stack).findFirst()).map(StackTraceElement::toString)
                .orElse("its end");
    }
}
