package org.groundswell.kernel.keeper;

import com.google.gson.reflect.TypeToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.groundswell.kernel.keeper.history.Remembered;

/** How the present run began, and what the ones before have left of suspicion; on the disk at once. Thread-safe. */
public final class Runs {
    private static final String KEY = "runs";

    private final Remembered<Run> file;
    private Run now;

    /**
     * What is known.
     *
     * @param began milliseconds, 0 after an end that somebody wanted
     * @param lived whether it went well for long enough to count as one that does
     * @param well milliseconds: what came before that has lived with the node for a while
     * @param holder symbolic name of the bundle that holds the memory while that is short, or ""
     * @param heldForSure whether it holds that now, as far as can be told
     * @param held in words, or ""
     * @param row so many runs before this one ended soon, one after another
     * @param aside what was set aside for that, or null
     * @param innocent checksums of jars without which it ended as well
     * @param said about the last end
     * @param saidAt milliseconds
     */
    public record Run(long began, boolean lived, long well, String holder, boolean heldForSure, String held,
            int row, Aside aside, List<String> innocent, String said, long saidAt) {
        private static final Run NONE = new Run(0, false, 0, "", false, "", 0, null, List.of(), "", 0);

        public Run begins(Instant at) {
            return new Run(at.toEpochMilli(), false, well, "", false, "", row, aside, innocent, said,
                    saidAt);
        }

        public Run lives(Instant since) {
            return new Run(began, true, since.toEpochMilli(), holder, heldForSure, held, 0,
                    aside == null ? null : aside.proven(), List.of(), said, saidAt);
        }

        /** Somebody wanted that: what ends soon from now on begins a row of its own. */
        public Run ends() {
            return new Run(0, lived, well, "", false, "", 0, aside, innocent, said, saidAt);
        }

        public Run holds(String bundle, boolean sure, String words) {
            return new Run(began, lived, well, bundle, sure, words, row, aside, innocent, said, saidAt);
        }

        public Run judged(int next, Aside kept, List<String> acquitted, String words, Instant at) {
            return new Run(began, lived, well, holder, heldForSure, held, next, kept, acquitted, words,
                    at.toEpochMilli());
        }
    }

    /**
     * A jar that was set aside because the node kept ending.
     *
     * @param sure whether more than its coming last speaks against it, or the node has lived without it
     */
    public record Aside(String sha256, String by, boolean sure, String reason) {
        Aside proven() {
            return new Aside(sha256, by, true, reason);
        }
    }

    public Runs(Path file) {
        this.file = new Remembered<>(file, 1, new TypeToken<Map<String, Run>>() { });
        this.now = this.file.get(KEY).filter(read -> read.holder() != null && read.held() != null
                && read.innocent() != null && read.said() != null).orElse(Run.NONE);
    }

    public synchronized Run now() {
        return now;
    }

    public synchronized void become(UnaryOperator<Run> next) {
        now = next.apply(now);
        file.put(KEY, now);
    }
}
