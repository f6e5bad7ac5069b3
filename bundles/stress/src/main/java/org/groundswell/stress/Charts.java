package org.groundswell.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.groundswell.stress.Panel.At;
import org.groundswell.stress.Panel.Line;
import org.groundswell.stress.Reports.Report;

/** What a report shows: over time and over load, with the last test of the same target behind it. */
final class Charts {
    private static final String TIME = "seconds since the beginning";

    private Charts() {
    }

    /** @param before the last one, or null */
    static List<Panel> of(Report report, Report before) {
        List<Result.Point> now = report.result().curve();
        List<Result.Point> then = before == null ? List.of() : before.result().curve();
        return List.of(
                new Panel("Visitors and gifts a second", TIME, lines(then, Result.Point::visitors,
                        line("visitors", "first", now, Result.Point::visitors), line("gifts", "second", now, Result.Point::donations))),
                new Panel("Answers, milliseconds", TIME, lines(then, Result.Point::p99,
                        line("99 of 100 faster", "first", now, Result.Point::p99), line("half faster", "second", now, Result.Point::p50))),
                new Panel("Errors a second", TIME, lines(then, Result.Point::errors,
                        line("errors", "bad", now, Result.Point::errors))),
                new Panel("Answers over load, milliseconds", "visitors a second", overLoad(now, then)));
    }

    private static List<Line> lines(List<Result.Point> then, ToDoubleFunction<Result.Point> value, Line... now) {
        var lines = new ArrayList<Line>();
        if (!then.isEmpty()) {
            lines.add(line("last time: " + now[0].name(), "before", then, value));
        }
        lines.addAll(List.of(now));
        return lines;
    }

    private static Line line(String name, String style, List<Result.Point> points, ToDoubleFunction<Result.Point> value) {
        return new Line(name, style, points.stream().map(each -> new At(each.second(), value.applyAsDouble(each))).toList(),
                false);
    }

    private static List<Line> overLoad(List<Result.Point> now, List<Result.Point> then) {
        var lines = new ArrayList<Line>();
        if (!then.isEmpty()) {
            lines.add(dots("last time", "before", then));
        }
        lines.add(dots("99 of 100 faster", "first", now));
        return lines;
    }

    private static Line dots(String name, String style, List<Result.Point> points) {
        return new Line(name, style, points.stream().filter(each -> each.visitors() > 0 && each.p99() > 0)
                .map(each -> new At(each.visitors(), each.p99())).toList(), true);
    }
}
