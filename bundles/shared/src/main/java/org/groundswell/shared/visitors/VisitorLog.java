package org.groundswell.shared.visitors;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.groundswell.shared.text.PlainText;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A log for what strangers cause: each text of theirs becomes one line of bounded length, and no more than a few lines a
 * second are written; the next one says how many were left out. Thread-safe.
 */
public final class VisitorLog {
    private static final int LINES_PER_SECOND = 5;
    private static final int LONGEST_TEXT = 200;
    private static final int DEEPEST = 10;

    private final Logger log;
    private final int most;
    private final LongSupplier nanos;
    private long second;
    private int written;
    private long leftOut;

    /** Five lines a second. */
    public VisitorLog(Logger log) {
        this(log, LINES_PER_SECOND);
    }

    /** @param most lines a second, at least 1 */
    public VisitorLog(Logger log, int most) {
        this(log, most, System::nanoTime);
    }

    VisitorLog(Logger log, int most, LongSupplier nanos) {
        this.log = log;
        this.most = most;
        this.nanos = nanos;
        this.second = nanos.getAsLong();
    }

    /** @param texts what the braces in the format stand for, as in {@link Logger#info(String, Object...)} */
    public void info(String format, Object... texts) {
        write(Level.INFO, format, texts);
    }

    /** Arguments as for {@link #info}. */
    public void warn(String format, Object... texts) {
        write(Level.WARN, format, texts);
    }

    /** Arguments as for {@link #info}. */
    public void error(String format, Object... texts) {
        write(Level.ERROR, format, texts);
    }

    /** An error in one line: what failed (arguments as for {@link #info}), why, and where that came from. */
    public void failed(Throwable failure, String format, Object... texts) {
        Throwable root = failure;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        Object[] all = Arrays.copyOf(texts, texts.length + 2);
        all[texts.length] = root;
        all[texts.length + 1] = trace.length == 0 ? "a place that is not known" : trace[0];
        error(format + " failed: {} at {}", all);
    }

    private void write(Level level, String format, Object... texts) {
        long before = take();
        if (before < 0) {
            return;
        }
        var plain = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            plain[i] = PlainText.oneLine(String.valueOf(texts[i]), LONGEST_TEXT);
        }
        if (before > 0) {
            log.atLevel(level).log("{} lines like the next one were left out", before);
        }
        log.atLevel(level).log(format, plain);
    }

    /** How many lines were left out before this one, or -1 where it is to be left out as well. */
    private synchronized long take() {
        long now = nanos.getAsLong();
        if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
            second = now;
            written = 0;
        }
        if (written >= most) {
            leftOut++;
            return -1;
        }
        written++;
        long before = leftOut;
        leftOut = 0;
        return before;
    }
}
