package org.groundswell.pages.check;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour without transparency, each part 0 to 255. */
record Colour(int red, int green, int blue) {
    private static final Map<String, String> NAMED = Map.of("white", "#ffffff", "black", "#000000", "red", "#ff0000", "gray",
            "#808080", "grey", "#808080", "silver", "#c0c0c0", "yellow", "#ffff00", "navy", "#000080", "green", "#008000", "blue",
            "#0000ff");
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d{1,3})[ ,]+(\\d{1,3})[ ,]+(\\d{1,3})\\)");
    private static final Pattern HEX = Pattern.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})");

    /** The colour that a style says, or nothing where it is none or lets shine through what is behind. */
    static Optional<Colour> of(String value) {
        String plain = value.strip().toLowerCase(Locale.ROOT);
        String said = NAMED.getOrDefault(plain, plain);
        if (HEX.matcher(said).matches()) {
            String digits = said.length() == 7 ? said.substring(1) : said.substring(1).replaceAll("(.)", "$1$1");
            return Optional.of(new Colour(Integer.parseInt(digits.substring(0, 2), 16),
                    Integer.parseInt(digits.substring(2, 4), 16), Integer.parseInt(digits.substring(4), 16)));
        }
        Matcher rgb = RGB.matcher(said);
        return rgb.matches() ? Optional.of(new Colour(Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)),
                Integer.parseInt(rgb.group(3)))) : Optional.empty();
    }

    /** The ratio of WCAG 2.2, 1 to 21. */
    double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
