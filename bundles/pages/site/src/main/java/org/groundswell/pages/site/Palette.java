package org.groundswell.pages.site;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The site's colours for pictures, which read no style: those of {@code site.yaml} where devices are light. Immutable.
 *
 * @param own by the names of the style's variables; what is no colour in hexadecimal digits is left out
 */
record Palette(Map<String, String> own) {
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    /** The variables of the shipped style, for a site that has no others. */
    private static final Map<String, String> USUAL = Map.of("paper", "#fbf8f2", "ink", "#12303a", "soft", "#4b646c", "deep",
            "#0b4f57", "line", "#d9e0dd", "bar", "#12707a");

    /** Whether pictures have a colour of this name, whatever the style has. */
    static boolean isUsual(String name) {
        return USUAL.containsKey(name);
    }

    /** A hash and six digits. */
    String hex(String name) {
        String colour = own.getOrDefault(name, "");
        String hex = HEX.matcher(colour).matches() ? colour : USUAL.get(name);
        return hex.length() == 4 ? hex.replaceAll("([0-9a-fA-F])", "$1$1") : hex;
    }
}
