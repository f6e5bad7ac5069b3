package org.groundswell.edge.listener.published;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.groundswell.shared.loops.Loop;

/**
 * Answers that visitors take slowly: each keeps the bytes of its page, also when that was published anew since. Beyond a
 * number of such bytes the readers of the oldest version go, which is kept for nobody then. Thread-safe.
 */
public final class UnfinishedAnswers implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** For what a connection has taken over already when one answer on it is ended, on a slow line. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Predicate<EncodedSnapshot> published;
    private final long most;
    private final LongSupplier nanos;
    private final Set<Answer> unfinished = ConcurrentHashMap.newKeySet();
    private final Loop loop = Loop.of("old-versions");

    /**
     * @param published whether this version of a page is the one that visitors get
     * @param most      bytes of versions that nobody gets any more
     */
    public UnfinishedAnswers(Predicate<EncodedSnapshot> published, long most) {
        this(published, most, System::nanoTime);
        loop.every(LOOK, this::look);
    }

    UnfinishedAnswers(Predicate<EncodedSnapshot> published, long most, LongSupplier nanos) {
        this.published = published;
        this.most = most;
        this.nanos = nanos;
    }

    /** Each is equal to itself only. */
    private static final class Answer extends Callback.Nested {
        private final EncodedSnapshot page;
        private final EncodedSnapshot.Variant body;
        private final EndPoint endPoint;
        private final BooleanSupplier reset;
        private final Set<Answer> among;
        private final long beganNanos;
        private long endNanos;

        Answer(EncodedSnapshot page, EncodedSnapshot.Variant body, EndPoint endPoint, BooleanSupplier reset, Callback done,
                Set<Answer> among, long beganNanos) {
            super(done);
            this.page = page;
            this.body = body;
            this.endPoint = endPoint;
            this.reset = reset;
            this.among = among;
            this.beganNanos = beganNanos;
        }

        /** Ends it alone where that is possible, and its connection where that has not helped. */
        void end(long now, Throwable why) {
            if (endNanos != 0 ? now - endNanos > PATIENCE.toNanos() : !reset.getAsBoolean()) {
                endPoint.close(why);
            }
            endNanos = endNanos == 0 ? now : endNanos;
        }

        @Override
        public void completed() {
            among.remove(this);
        }
    }

    /**
     * What is to be told when the whole body is out, or cannot be, instead of {@code done}, which is told then.
     *
     * @param reset ends this answer alone; false where there is nothing but the connection to end
     */
    public Callback begin(EncodedSnapshot page, EncodedSnapshot.Variant body, EndPoint endPoint, BooleanSupplier reset,
            Callback done) {
        var answer = new Answer(page, body, endPoint, reset, done, unfinished, nanos.getAsLong());
        unfinished.add(answer);
        return answer;
    }

    @Override
    public void close() {
        loop.close();
    }

    void look() {
        Map<EncodedSnapshot.Variant, List<Answer>> old = old();
        long bytes = old.keySet().stream().mapToLong(EncodedSnapshot.Variant::length).sum();
        for (Map.Entry<EncodedSnapshot.Variant, List<Answer>> each : old.entrySet()) {
            if (bytes <= most) {
                return;
            }
            var why = new TimeoutException("an answer is taken so slowly that its page was published anew");
            each.getValue().forEach(answer -> answer.end(nanos.getAsLong(), why));
            bytes -= each.getKey().length();
        }
    }

    /** By version, the oldest first. */
    private Map<EncodedSnapshot.Variant, List<Answer>> old() {
        var old = new LinkedHashMap<EncodedSnapshot.Variant, List<Answer>>();
        unfinished.stream().filter(each -> !published.test(each.page))
                .sorted(Comparator.comparingLong(each -> each.beganNanos))
                .forEach(each -> old.computeIfAbsent(each.body, _ -> new ArrayList<>()).add(each));
        return old;
    }
}
