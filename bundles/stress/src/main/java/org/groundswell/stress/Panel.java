package org.groundswell.stress;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One chart of a report in SVG 1.1, with its axes. Colours are the page's. Immutable.
 *
 * @param title  what is seen, with its unit; also for those who cannot see it
 * @param across what lies on the horizontal axis
 */
record Panel(String title, String across, List<Line> lines) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 230;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 40;
    private static final int TICKS = 4;
    private static final int LEGEND = 170;

    /** @param isDots whether its points stand for themselves */
    record Line(String name, String style, List<At> points, boolean isDots) {
    }

    /** One point, in the units of the axes. */
    record At(double x, double y) {
    }

    String svg() {
        double mostX = most(true);
        double mostY = most(false);
        var svg = new StringBuilder();
        svg.append(format("<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\"><text class=\"title\" x=\"%d\" y=\"18\">%s"
                + "</text>", escaped(title), WIDTH, HEIGHT, LEFT, escaped(title)));
        for (int i = 0; i <= TICKS; i++) {
            double x = mostX * i / TICKS;
            double y = mostY * i / TICKS;
            svg.append(format("<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"y\" x=\"%d\" y=\"%.1f\">%s</text>"
                    + "<text class=\"x\" x=\"%.1f\" y=\"%d\">%s</text>", LEFT, placeY(y, mostY), WIDTH - RIGHT, LEFT - 8,
                    placeY(y, mostY) + 4, shown(y), placeX(x, mostX), HEIGHT - BOTTOM + 16, shown(x)));
        }
        svg.append(format("<text class=\"x\" x=\"%d\" y=\"%d\">%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6,
                escaped(across)));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            svg.append(line.isDots() ? dots(line, mostX, mostY) : path(line, mostX, mostY));
            int at = WIDTH - RIGHT - LEGEND * (lines.size() - i);
            svg.append(format("<path class=\"%s\" d=\"M%d 14h22\"/><text x=\"%d\" y=\"18\">%s</text>", line.style(), at, at + 28,
                    escaped(line.name())));
        }
        return svg.append("</svg>").toString();
    }

    private static String path(Line line, double mostX, double mostY) {
        return line.points().isEmpty() ? "" : "<path class=\"" + line.style() + "\" d=\"M" + line.points().stream()
                .map(each -> format("%.1f %.1f", placeX(each.x(), mostX), placeY(each.y(), mostY)))
                .collect(Collectors.joining("L")) + "\"/>";
    }

    private static String dots(Line line, double mostX, double mostY) {
        return line.points().stream().map(each -> format("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", line.style(),
                placeX(each.x(), mostX), placeY(each.y(), mostY))).collect(Collectors.joining());
    }

    /** The next round number above all points of an axis. */
    private double most(boolean isX) {
        double most = lines.stream().flatMap(each -> each.points().stream()).mapToDouble(each -> isX ? each.x() : each.y())
                .max().orElse(0);
        double unit = most <= 0 ? 1 : Math.pow(10, Math.floor(Math.log10(most)));
        return List.of(1.0, 2.0, 4.0, 6.0, 8.0, 10.0).stream().map(each -> each * unit).filter(each -> each >= most).findFirst()
                .orElse(unit);
    }

    private static double placeX(double x, double most) {
        return LEFT + x / most * (WIDTH - LEFT - RIGHT);
    }

    private static double placeY(double y, double most) {
        return HEIGHT - BOTTOM - y / most * (HEIGHT - TOP - BOTTOM);
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? format("%,.0f", number) : format(number < 1 ? "%.2f" : "%.1f", number);
    }

    private static String format(String text, Object... arguments) {
        return String.format(Locale.ROOT, text, arguments);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
