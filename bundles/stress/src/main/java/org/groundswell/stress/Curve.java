package org.groundswell.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How many visitors a second come at which moment: straight lines between points. */
final class Curve {
    private final List<Point> points;

    private Curve(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /** @param second since the evening began */
    record Point(double second, double perSecond) {
    }

    static Curve steady(double perSecond, int seconds) {
        return new Curve(List.of(new Point(0, perSecond), new Point(seconds, perSecond)));
    }

    /** @throws IllegalArgumentException with file and line */
    static Curve read(Path file) throws IOException {
        var points = new ArrayList<Point>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                points.add(point(file + ", line " + (i + 1), line, points));
            }
        }
        if (points.size() < 2) {
            throw new IllegalArgumentException(file + ": expected at least two lines of 'SECOND VISITORS_A_SECOND'");
        }
        return new Curve(points);
    }

    private static Point point(String where, String line, List<Point> before) {
        try {
            String[] numbers = line.split("\\s+");
            var point = new Point(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            if (numbers.length == 2 && point.perSecond >= 0
                    && (before.isEmpty() ? point.second == 0 : point.second > before.getLast().second)) {
                return point;
            }
        } catch (RuntimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException(where + ": expected 'SECOND VISITORS_A_SECOND', the first second 0 and each"
                + " later than the one before, found '" + line + "'");
    }

    double seconds() {
        return points.getLast().second;
    }

    double most() {
        return points.stream().mapToDouble(Point::perSecond).max().orElseThrow();
    }

    double at(double second) {
        Point before = points.getFirst();
        for (Point next : points) {
            if (next.second >= second) {
                double part = next.second == before.second ? 0
                        : (second - before.second) / (next.second - before.second);
                return before.perSecond + part * (next.perSecond - before.perSecond);
            }
            before = next;
        }
        return before.perSecond;
    }
}
