package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.Test;

/** What the shipped style owes people who see little (WCAG 2.2, success criteria 1.4.11, 1.4.12 and 2.4.13). */
public class SiteStyleTest {
    private final String css = read();

    @Test
    public void whatTellsAFieldFromThePageCanBeSeen() {
        String dark = css.substring(css.indexOf("@media (prefers-color-scheme: dark)"));
        var day = colours(css.substring(0, css.indexOf("@media")), Map.of());
        var night = colours(dark.substring(0, dark.indexOf("}")), day);
        for (Map<String, String> each : List.of(day, night)) {
            for (String ground : List.of("--paper", "--card", "--wash")) {
                for (String mark : List.of("--focus", "--edge", "--sea")) {
                    double contrast = contrast(each.get(mark), each.get(ground));
                    assertTrue(mark + " on " + ground + " " + each + ": " + contrast, contrast >= 3);
                }
                assertTrue(contrast(each.get("--soft"), each.get(ground)) >= 4.5);
            }
        }
        String footer = rule("footer");
        assertTrue("the focus in the footer", contrast(value(footer, "--focus"), value(footer, "background")) >= 3);
        assertTrue(rule(":focus-visible"), rule(":focus-visible").contains("var(--focus)"));
        assertTrue(rule(".amount span"), rule(".amount span").contains("var(--edge)"));
    }

    @Test
    public void inForcedColoursTheChosenAmountAndTheBarAreThere() {
        String forced = css.substring(Math.max(0, css.indexOf("@media (forced-colors: active)")));
        for (String each : List.of("input:checked + span", "progress", "::-webkit-progress-value", "Highlight")) {
            assertTrue(each, css.contains("forced-colors") && forced.contains(each));
        }
    }

    /** In each look that is shipped: a long name gets a line of its own before it is broken. */
    @Test
    public void namesAreNotBrokenWithinWords() throws IOException {
        for (String style : styles()) {
            String name = rule(style, ".name");
            assertTrue(name, name.contains("max-width: 100%") && !name.contains("overflow-wrap: anywhere"));
        }
    }

    /** Else its light letters stand on a white page where the visitor's device is dark. */
    @Test
    public void whatHasColoursForTheDarkIsDarkThere() throws IOException {
        var all = new ArrayList<>(styles());
        try (InputStream embed = Embeds.class.getResourceAsStream("embed.css")) {
            all.add(new String(embed.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (String style : all) {
            assertTrue(style, style.contains("prefers-color-scheme: dark") && rule(style, ":root").contains("color-scheme: light dark"));
        }
    }

    @Test
    public void nothingIsWiderThanASmallScreenOfLargeLetters() {
        assertEquals("a column's least width gives way", List.of(), Pattern.compile("minmax\\([\\d.]+rem").matcher(css)
                .results().map(each -> each.group()).toList());
        assertTrue(rule("nav"), rule("nav").contains("flex-wrap: wrap"));
        assertTrue(rule(".who"), rule(".who").contains("flex-wrap: wrap"));
    }

    /** In the theme that is laid over the site, too. */
    @Test
    public void onPaperThereIsWhatIsReadAndNothingToPress() throws Exception {
        for (String style : styles()) {
            String paper = style.substring(style.indexOf("@media print"));
            Map<String, String> colours = colours(paper.substring(0, paper.indexOf("}")), Map.of());
            for (String ground : List.of("--paper", "--card", "--wash")) {
                for (String ink : List.of("--ink", "--soft", "--sea", "--deep")) {
                    assertTrue(ink + " on " + ground, contrast(colours.get(ink), colours.get(ground)) >= 4.5);
                }
            }
            String gone = paper.lines().filter(each -> each.contains("display: none")).findFirst().orElse("");
            for (String each : List.of("nav", ".skip", ".button", ".donation", ".share", ".languages")) {
                assertTrue(each, List.of(gone.strip().split("[, ]+")).contains(each));
            }
            assertTrue("where a link leads", paper.contains("attr(href)"));
        }
    }

    private List<String> styles() throws IOException {
        return List.of(css, Files.readString(ShippedSite.SHIPPED.resolve("../themes/masthead/assets/site.css")));
    }

    private String rule(String selector) {
        return rule(css, selector);
    }

    private static String rule(String style, String selector) {
        var found = Pattern.compile("(?m)(?:^|} ?)" + Pattern.quote(selector) + " \\{([^}]*)}").matcher(style);
        return found.find() ? found.group(1) : "";
    }

    private static String value(String rule, String name) {
        var found = Pattern.compile(Pattern.quote(name) + ": (#[0-9a-f]{3,6})").matcher(rule);
        return found.find() ? found.group(1) : "#000";
    }

    private static Map<String, String> colours(String text, Map<String, String> otherwise) {
        var colours = new HashMap<>(otherwise);
        Pattern.compile("(--[a-z]+): (#[0-9a-f]{3,6})").matcher(text).results()
                .forEach(each -> colours.put(each.group(1), each.group(2)));
        return colours;
    }

    /** WCAG's contrast ratio of two colours: 1 to 21. */
    private static double contrast(String one, String other) {
        if (one == null || other == null) {
            return 0;
        }
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        String digits = colour.substring(1);
        String six = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double share = Integer.parseInt(six.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static String read() {
        try {
            return Files.readString(ShippedSite.SHIPPED.resolve("assets/site.css"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
