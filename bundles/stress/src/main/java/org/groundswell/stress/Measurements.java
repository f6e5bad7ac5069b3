package org.groundswell.stress;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was seen so far. Thread-safe. */
final class Measurements {
    private static final int WINDOW_SECONDS = 10;

    private final long began = System.nanoTime();
    private final Map<Step, Histogram> micros = new EnumMap<>(Step.class);
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Map<Integer, Second> seconds = new TreeMap<>();
    private final Timeline timeline = new Timeline();
    private Trouble first;
    private int came;
    private int wentThrough;
    private int queued;

    Measurements() {
        for (Step step : Step.values()) {
            micros.put(step, new Histogram(TimeUnit.HOURS.toMicros(1), 3));
        }
    }

    /**
     * Where it gave way.
     *
     * @param second since the beginning
     */
    record Trouble(double second, String what) {
    }

    private static final class Second {
        private int answers;
        private int slow;
        private int late;
        private int donations;
        private int arrivals;
    }

    double elapsed() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** @param lateNanos how much later than planned this tester sent the visitor */
    synchronized void came(long lateNanos) {
        came++;
        timeline.came(elapsed());
        Second now = second();
        now.arrivals++;
        now.late += lateNanos > TimeUnit.MILLISECONDS.toNanos(250) ? 1 : 0;
        if (now.late >= 5 && now.late * 10 > now.arrivals) {
            trouble("this tester: it cannot send visitors as fast as that from this machine");
        }
    }

    synchronized void wentThrough() {
        wentThrough++;
    }

    synchronized void queued() {
        queued++;
    }

    synchronized void donated() {
        second().donations++;
        timeline.donated(elapsed());
    }

    synchronized void answered(Step step, long nanos) {
        timeline.answered(elapsed(), nanos / 1_000);
        micros.get(step).recordValue(Math.min(TimeUnit.HOURS.toMicros(1), nanos / 1_000));
        Second now = second();
        now.answers++;
        now.slow += nanos > TimeUnit.MILLISECONDS.toNanos(step.slowMillis()) ? 1 : 0;
        if (now.slow >= 3 && now.slow * 20 > now.answers) {
            trouble(step.title() + " took longer than " + step.slowMillis() + " ms");
        }
    }

    synchronized void failed(String what) {
        errors.merge(what, 1, Integer::sum);
        timeline.failed(elapsed());
        trouble(what);
    }

    private void trouble(String what) {
        if (first == null) {
            first = new Trouble(elapsed(), what);
        }
    }

    private Second second() {
        return seconds.computeIfAbsent((int) elapsed(), _ -> new Second());
    }

    /** All of it, as it is now. */
    synchronized Result result() {
        var steps = new EnumMap<Step, Result.Times>(Step.class);
        micros.forEach((step, all) -> steps.put(step, new Result.Times(all.getTotalCount(),
                all.getValueAtPercentile(50) / 1e3, all.getValueAtPercentile(99) / 1e3,
                all.getValueAtPercentile(99.9) / 1e3, all.getMaxValue() / 1e3)));
        int donations = seconds.values().stream().mapToInt(each -> each.donations).sum();
        return new Result(elapsed(), came, wentThrough, queued, donations, sustained(), steps, Map.copyOf(errors),
                testerCpu(), first == null ? -1 : first.second, first == null ? "" : first.what,
                timeline.points());
    }

    private double testerCpu() {
        Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return 100 * used.toNanos() / 1e9 / elapsed() / Runtime.getRuntime().availableProcessors();
    }

    /** Donations a second over the best ten seconds in a row. */
    private double sustained() {
        int last = seconds.keySet().stream().mapToInt(each -> each).max().orElse(0);
        int window = Math.min(WINDOW_SECONDS, last + 1);
        int best = 0;
        for (int from = 0; from + window <= last + 1; from++) {
            int sum = 0;
            for (int i = from; i < from + window; i++) {
                sum += seconds.containsKey(i) ? seconds.get(i).donations : 0;
            }
            best = Math.max(best, sum);
        }
        return (double) best / window;
    }
}
