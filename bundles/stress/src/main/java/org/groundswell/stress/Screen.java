package org.groundswell.stress;

import java.util.Locale;
import org.groundswell.stress.Reports.Report;

/** A report for whoever waits in front of the terminal: one screen, the answer last. */
final class Screen {
    private static final double MUCH = 25;

    private Screen() {
    }

    static String of(Report report, Report before) {
        Result result = report.result();
        var text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s, %.0f s, at most %.1f visitors/s, %d %% of them give%n%n",
                report.target(), result.seconds(), report.most(), report.donorsPercent()));
        text.append(String.format(Locale.ROOT, "visitors   %,d came, %,d met no error%n", result.came(),
                result.wentThrough()));
        text.append(String.format(Locale.ROOT, "donations  %,d made, %.1f a second over the best ten seconds%s%n",
                result.donations(), result.sustained(), before == null ? ""
                        : String.format(Locale.ROOT, " (last time %.1f)", before.result().sustained())));
        if (result.queued() > 0) {
            text.append(String.format(Locale.ROOT, "queue      %,d donors waited for their turn%n", result.queued()));
        }
        text.append(String.format(Locale.ROOT, "%n%-22s %10s %9s %9s %9s %9s%n", "milliseconds", "answers", "p50",
                "p99", "p99.9", "longest"));
        result.steps().forEach((step, times) -> {
            if (times.count() > 0) {
                text.append(String.format(Locale.ROOT, "%-22s %,10d %9.1f %9.1f %9.1f %9.1f%n", step.title(),
                        times.count(), times.p50(), times.p99(), times.p999(), times.longest()));
            }
        });
        if (result.testerCpu() > MUCH) {
            text.append(String.format(Locale.ROOT, "%nThis tester took %.0f %% of this machine's processors: what is"
                    + " slow may be that. Test from another machine.%n", result.testerCpu()));
        }
        result.errors().forEach((what, count) -> text.append(String.format(Locale.ROOT, "%n%,d times: %s", count,
                what)));
        text.append(result.errors().isEmpty() ? "\n" : "\n\n");
        text.append(result.holds() ? "The evening will hold.\n" : String.format(Locale.ROOT,
                "The evening will NOT hold. What gave way first, %.0f s after the beginning: %s%n",
                result.gaveWayAt(), result.gaveWay()));
        return text.toString();
    }
}
