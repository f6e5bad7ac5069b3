package org.groundswell.console.modules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Who uses whom, drawn in SVG 1.1: users on the left, what for in the middle, who does it on the right. Each column is in
 * the order of what its lines lead to, so that few of them cross. Colours are the style sheet's.
 */
final class Picture {
    private static final int WIDTH = 960;
    private static final int BOX = 232;
    private static final int ROW = 32;
    private static final int BOX_HEIGHT = 24;
    private static final int EDGE = 8;
    private static final int COLOURS = 6;
    private static final int LONGEST = 30;
    private static final int[] LEFT = {0, (WIDTH - BOX) / 2, WIDTH - BOX};

    private final Map<String, String> styles;
    private final List<String> users;
    private final List<Service> middle;
    private final List<String> providers;
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder boxes = new StringBuilder();

    private Picture(List<Service> services, Map<String, String> styles) {
        this.styles = styles;
        this.providers = names(services, Service::providers);
        this.middle = services.stream().sorted(Comparator.comparingDouble((Service each) ->
                mean(each.providers(), providers)).thenComparing(Service::name)).toList();
        List<String> names = middle.stream().map(Service::name).toList();
        this.users = ordered(names(services, Service::users), user -> mean(middle.stream()
                .filter(each -> each.users().contains(user)).map(Service::name).toList(), names));
    }

    /**
     * What is inside the element {@code svg} as {@code picture}, with {@code width} and {@code height}, and what it shows as
     * {@code uses}, for a table beside it.
     *
     * @param styles the class of each module's box, by its name
     */
    static void addTo(Map<String, Object> values, List<Service> services, Map<String, String> styles) {
        List<Service> shared = services.stream().filter(Service::isShared).toList();
        values.put("uses", shared.stream().map(each -> Map.of("name", each.name(), "isPort", each.isPort(), "providers",
                shortNames(each.providers()), "users", shortNames(each.users()))).toList());
        var picture = new Picture(shared, styles);
        values.put("width", Integer.toString(WIDTH));
        values.put("height", Integer.toString(picture.height()));
        values.put("picture", picture.drawn());
    }

    private static List<String> shortNames(Collection<String> names) {
        return names.stream().map(Module::shortName).sorted().toList();
    }

    private int height() {
        return Math.max(users.size(), Math.max(middle.size(), providers.size())) * ROW + EDGE;
    }

    private String drawn() {
        Map<String, Double> left = column(users, 0, styles::get);
        Map<String, String> kinds = new HashMap<>();
        middle.forEach(each -> kinds.put(each.name(), each.isPort() ? "port" : "service"));
        Map<String, Double> centre = column(middle.stream().map(Service::name).toList(), 1, kinds::get);
        Map<String, Double> right = column(providers, 2, styles::get);
        for (int i = 0; i < middle.size(); i++) {
            Service service = middle.get(i);
            String colour = "line" + i % COLOURS;
            double at = centre.get(service.name());
            service.users().stream().sorted().forEach(each -> line(0, left.get(each), at, colour));
            service.providers().stream().sorted().forEach(each -> line(1, at, right.get(each), colour));
        }
        return lines.toString() + boxes;
    }

    /** In alphabetical order, so that domains stay together. */
    private static List<String> names(List<Service> services, Function<Service, Set<String>> party) {
        return services.stream().flatMap(each -> party.apply(each).stream()).distinct().sorted().toList();
    }

    private static List<String> ordered(List<String> names, ToDoubleFunction<String> place) {
        var ordered = new ArrayList<>(names);
        ordered.sort(Comparator.comparingDouble(place).thenComparing(Comparator.naturalOrder()));
        return ordered;
    }

    private static double mean(Collection<String> some, List<String> all) {
        return some.stream().mapToInt(all::indexOf).average().orElse(0);
    }

    /** Draws the boxes of a column, evenly over the whole height; where the middle of each is. */
    private Map<String, Double> column(List<String> names, int column, Function<String, String> style) {
        var places = new HashMap<String, Double>();
        double step = (double) (height() - EDGE) / Math.max(1, names.size());
        for (int i = 0; i < names.size(); i++) {
            double at = EDGE / 2.0 + step * (i + 0.5);
            places.put(names.get(i), at);
            boxes.append(String.format(Locale.ROOT, "<g class=\"%s\"><rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\""
                    + " rx=\"6\"/><text x=\"%d\" y=\"%.1f\">%s</text></g>", style.apply(names.get(i)), LEFT[column],
                    at - BOX_HEIGHT / 2.0, BOX, BOX_HEIGHT, LEFT[column] + 10, at + 4.5, shown(names.get(i))));
        }
        return places;
    }

    /** From this column to the next one. */
    private void line(int column, double fromY, double toY, String colour) {
        int from = LEFT[column] + BOX;
        int to = LEFT[column + 1];
        int half = (from + to) / 2;
        lines.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%d %.1fC%d %.1f %d %.1f %d %.1f\"/>", colour, from,
                fromY, half, fromY, half, toY, to, toY));
    }

    private static String shown(String name) {
        String text = Module.shortName(name);
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "\u2026";
        return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
