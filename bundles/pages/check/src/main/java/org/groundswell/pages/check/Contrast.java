package org.groundswell.pages.check;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.groundswell.pages.check.Stylesheet.Rule;
import org.groundswell.pages.check.Stylesheet.Scheme;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Letters stand out from what is behind them, on light devices and on dark ones, as far as styles say both colours: WCAG
 * 2.2, success criterion 1.4.3. Pictures and gradients behind letters are not looked at.
 */
final class Contrast implements Check {
    private static final double LEAST = 4.5;
    private static final double LEAST_LARGE = 3;
    private static final Set<String> LARGE = Set.of("h1", "h2");
    private static final Set<String> NOT_SHOWN = Set.of("script", "style", "title", "noscript", "progress", "svg", "template",
            "option", "head");
    private static final Set<String> OF_THE_BROWSER = Set.of("button", "input", "select", "textarea");

    /** What counts for an element: its colours, where they come from, and the values that those below it may use. */
    private record Shown(String colour, String background, Map<String, String> values) {
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        var sheets = new HashMap<String, Stylesheet>();
        var said = new HashSet<String>();
        pages.each((page, document) -> {
            List<Rule> rules = document.select("link[rel=stylesheet][href]").stream()
                    .map(each -> WebPath.decoded(each.attr("href"))).filter(reading.published()::containsKey)
                    .flatMap(path -> sheets.computeIfAbsent(path, _ -> Stylesheet.read(new String(
                            reading.published().get(path), StandardCharsets.UTF_8))).rules().stream()).toList();
            Map<Rule, Set<Element>> met = new LinkedHashMap<>();
            rules.forEach(rule -> met.put(rule, new HashSet<>(document.select(rule.where()))));
            for (Scheme scheme : Scheme.values()) {
                var look = new Look(reading, page, scheme, met, said, found);
                look.at(document.select("html").first(), new Shown("#000000", "#ffffff", Map.of()));
            }
        });
    }

    /** A look at one page on one kind of device. */
    private record Look(SiteReading reading, Page page, Scheme scheme, Map<Rule, Set<Element>> met, Set<String> said,
            Consumer<Finding> found) {

        void at(Element element, Shown around) {
            if (element == null || NOT_SHOWN.contains(element.normalName()) || element.hasAttr("hidden")) {
                return;
            }
            Map<String, String> says = says(element);
            var values = new HashMap<>(around.values());
            says.forEach((name, value) -> {
                if (name.startsWith("--")) {
                    values.put(name, value);
                }
            });
            boolean ofTheBrowser = OF_THE_BROWSER.contains(element.normalName()) && !says.containsKey("background");
            String background = ofTheBrowser ? "" : resolved(says.getOrDefault("background", ""), values, around.background());
            String colour = ofTheBrowser && !says.containsKey("color") ? ""
                    : resolved(says.getOrDefault("color", ""), values, around.colour());
            if (!element.ownText().isBlank()) {
                compare(element, colour, background);
            }
            element.children().forEach(child -> at(child, new Shown(colour, background, values)));
        }

        /** What the rules say of an element; the weightiest says it last. */
        private Map<String, String> says(Element element) {
            var says = new HashMap<String, String>();
            met.entrySet().stream().filter(each -> each.getKey().counts(scheme) && each.getValue().contains(element))
                    .map(Map.Entry::getKey).sorted((one, other) -> Integer.compare(one.weight(), other.weight()))
                    .forEach(rule -> says.putAll(rule.says()));
            return says;
        }

        private void compare(Element element, String colour, String background) {
            var letters = Colour.of(colour);
            var behind = Colour.of(background);
            double least = LARGE.contains(element.normalName()) ? LEAST_LARGE : LEAST;
            if (letters.isEmpty() || behind.isEmpty() || letters.get().contrast(behind.get()) >= least) {
                return;
            }
            if (said.add(letters + " " + behind + scheme)) {
                Place place = place(letters.get(), behind.get());
                found.accept(Finding.warning(place.file(), place.line(), String.format(Locale.ROOT,
                        "letters of %s on %s have a contrast of %.1f where devices are %s ('%s' in %s)", letters.get(),
                        behind.get(), letters.get().contrast(behind.get()), scheme.name().toLowerCase(Locale.ROOT),
                        ParsedPages.piece(element.ownText()), page.file()), "it takes " + least
                        + ": make one darker or the other one lighter"));
            }
        }

        /** Where one of the colours stands: among those of the site first, then in its style. */
        private Place place(Colour letters, Colour behind) {
            for (String file : List.of("site.yaml", "assets/site.css")) {
                for (Colour colour : List.of(letters, behind)) {
                    List<String> lines = reading.lines(file).stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
                    int line = Place.line(lines, 1, colour.toString());
                    if (line > 0) {
                        return new Place(file, line);
                    }
                }
            }
            return new Place("assets/site.css", 0);
        }

        private static String resolved(String value, Map<String, String> values, String otherwise) {
            String said = value;
            for (int i = 0; i < 5 && said.startsWith("var("); i++) {
                String inside = said.substring("var(".length(), said.length() - 1);
                int comma = inside.indexOf(',');
                String name = comma < 0 ? inside.strip() : inside.substring(0, comma).strip();
                said = values.getOrDefault(name, comma < 0 ? "" : inside.substring(comma + 1).strip());
            }
            return switch (said.toLowerCase(Locale.ROOT)) {
                case "", "none", "transparent", "inherit", "currentcolor", "initial", "unset" -> otherwise;
                default -> said;
            };
        }
    }
}
