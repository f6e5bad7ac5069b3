package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a site shows itself, as {@code site.yaml} says it. Immutable.
 *
 * @param logo    a file in {@code assets/}, or "" where there is none
 * @param colours values of the style's variables by their names, where the visitor's device is light
 * @param dark    the same where it is dark
 * @param menu    names of pages, in order
 * @param namesHidden whether the form's box "do not show my name" is ticked at first
 */
record Appearance(String logo, Map<String, String> colours, Map<String, String> dark, List<String> menu,
        boolean namesHidden, boolean addressAsked) {
    /** The asset in which the colours are. */
    static final String STYLE = "colours.css";

    Appearance {
        colours = Map.copyOf(colours);
        dark = Map.copyOf(dark);
        menu = List.copyOf(menu);
    }

    /** A style that gives the variables their values, to be read after the site's own; nothing where none is set. */
    Optional<byte[]> style() {
        if (colours.isEmpty() && dark.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((rule("light", colours) + rule("dark", dark)).getBytes(StandardCharsets.UTF_8));
    }

    private static String rule(String scheme, Map<String, String> values) {
        var rule = new StringBuilder("@media (prefers-color-scheme: " + scheme + ") { :root {");
        new TreeMap<>(values).forEach((name, value) -> rule.append(" --").append(name).append(": ").append(value)
                .append(';'));
        return values.isEmpty() ? "" : rule.append(" } }\n").toString();
    }
}
