package org.groundswell.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How it went, second by second; of a long test, by stretches of 2, 4, 8 ... seconds, so that there are never more of them
 * than a picture can show. One thread at a time.
 */
final class Timeline {
    static final int MOST = 600;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 2;

    private List<Stretch> stretches = new ArrayList<>();
    private int seconds = 1;

    private static final class Stretch {
        private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        private int came;
        private int donations;
        private int errors;

        private Stretch with(Stretch next) {
            micros.add(next.micros);
            came += next.came;
            donations += next.donations;
            errors += next.errors;
            return this;
        }
    }

    void came(double second) {
        at(second).came++;
    }

    void donated(double second) {
        at(second).donations++;
    }

    void failed(double second) {
        at(second).errors++;
    }

    void answered(double second, long micros) {
        at(second).micros.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    /** In the order of time; where nothing was answered the times are 0. */
    List<Result.Point> points() {
        var points = new ArrayList<Result.Point>();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch each = stretches.get(i);
            points.add(new Result.Point((i + 0.5) * seconds, (double) each.came / seconds, (double) each.donations / seconds,
                    each.micros.getValueAtPercentile(50) / 1e3, each.micros.getValueAtPercentile(99) / 1e3,
                    (double) each.errors / seconds));
        }
        return points;
    }

    private Stretch at(double second) {
        while (second >= (double) MOST * seconds) {
            halve();
        }
        int index = (int) (second / seconds);
        while (stretches.size() <= index) {
            stretches.add(new Stretch());
        }
        return stretches.get(index);
    }

    private void halve() {
        var half = new ArrayList<Stretch>();
        for (int i = 0; i < stretches.size(); i += 2) {
            half.add(i + 1 < stretches.size() ? stretches.get(i).with(stretches.get(i + 1)) : stretches.get(i));
        }
        stretches = half;
        seconds *= 2;
    }
}
