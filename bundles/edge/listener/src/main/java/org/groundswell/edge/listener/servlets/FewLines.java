package org.groundswell.edge.listener.servlets;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Says in a log what strangers can make happen as often as they like: one line each, a few a second, and how many more
 * there were. What they wrote is in it without line breaks, and cut. Thread-safe.
 */
final class FewLines {
    private static final int LONGEST = 400;
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]");

    private final Consumer<String> log;
    private final int most;
    private int said;
    private long unsaid;

    /** @param most lines a second */
    FewLines(Consumer<String> log, int most) {
        this.log = log;
        this.most = most;
    }

    void say(String line) {
        if (mayBeSaid()) {
            log.accept(oneLine(line));
        }
    }

    /** A failure in one line: what it was, why, and where it came from. */
    static String cause(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return root + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    static String oneLine(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return ODD.matcher(cut).replaceAll("?");
    }

    private synchronized boolean mayBeSaid() {
        if (said == 0 && unsaid == 0) {
            // From the first line on, a second is counted; nothing runs while nobody speaks.
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::next);
        }
        if (said < most) {
            said++;
            return true;
        }
        unsaid++;
        return false;
    }

    private void next() {
        long more;
        synchronized (this) {
            more = unsaid;
            said = 0;
            unsaid = 0;
        }
        if (more > 0) {
            log.accept("... and " + more + " more within a second");
        }
    }
}
