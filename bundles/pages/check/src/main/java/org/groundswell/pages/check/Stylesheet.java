package org.groundswell.pages.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * The rules of a style that say colours: at all times, or where the visitor's device is dark or light. Rules for narrow
 * screens, print and states such as hovering are left out. Immutable.
 *
 * @param rules in their order
 */
record Stylesheet(List<Rule> rules) {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern SCHEME = Pattern.compile("@media\\s*\\(\\s*prefers-color-scheme\\s*:\\s*(dark|light)\\s*\\)");
    private static final Pattern STATE = Pattern.compile("::|:(hover|focus|active|visited|checked|disabled|target|placeholder|"
            + "autofill|invalid|valid|open)");
    private static final Pattern CLASSES = Pattern.compile("[.\\[]|:(?!is|not|where|has)");
    private static final Pattern TYPES = Pattern.compile("(?:^|[\\s>+~(,])[a-z]");
    private static final int CLASS = 1000;

    /** Where a device shows light or dark pages. */
    enum Scheme { LIGHT, DARK }

    /**
     * One selector and what it says.
     *
     * @param scheme where it counts, or null where it always does
     * @param weight of the selector among others
     */
    record Rule(String selector, Evaluator where, Scheme scheme, int weight, Map<String, String> says) {

        boolean counts(Scheme shown) {
            return scheme == null || scheme == shown;
        }
    }

    static Stylesheet read(String css) {
        var rules = new ArrayList<Rule>();
        read(COMMENT.matcher(css).replaceAll(""), null, rules);
        return new Stylesheet(List.copyOf(rules));
    }

    private static void read(String css, Scheme scheme, List<Rule> rules) {
        int at = 0;
        while (at < css.length()) {
            int open = css.indexOf('{', at);
            if (open < 0) {
                return;
            }
            int close = closing(css, open);
            String head = css.substring(at, open).strip();
            head = head.substring(head.lastIndexOf(';') + 1).strip();
            String body = css.substring(open + 1, Math.max(open + 1, close));
            var media = SCHEME.matcher(head);
            if (media.matches()) {
                read(body, media.group(1).equals("dark") ? Scheme.DARK : Scheme.LIGHT, rules);
            } else if (head.startsWith("@supports") || head.startsWith("@layer")) {
                read(body, scheme, rules);
            } else if (!head.startsWith("@")) {
                add(head, declarations(body), scheme, rules);
            }
            at = close + 1;
        }
    }

    private static int closing(String css, int open) {
        int depth = 0;
        for (int i = open; i < css.length(); i++) {
            depth += css.charAt(i) == '{' ? 1 : css.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return css.length();
    }

    private static Map<String, String> declarations(String body) {
        var says = new LinkedHashMap<String, String>();
        for (String each : body.split(";")) {
            int colon = each.indexOf(':');
            String name = colon < 0 ? "" : each.substring(0, colon).strip();
            if (name.startsWith("--") || name.equals("color") || name.equals("background") || name.equals("background-color")) {
                says.put(name.equals("background-color") ? "background" : name,
                        each.substring(colon + 1).replace("!important", "").strip());
            }
        }
        return says;
    }

    private static void add(String selectors, Map<String, String> says, Scheme scheme, List<Rule> rules) {
        if (says.isEmpty()) {
            return;
        }
        for (String selector : split(selectors)) {
            if (!STATE.matcher(selector).find()) {
                try {
                    rules.add(new Rule(selector, QueryParser.parse(selector), scheme, weight(selector), says));
                } catch (IllegalArgumentException | IllegalStateException e) {
                    // What jsoup does not understand is left out: better no finding than a wrong one.
                    continue;
                }
            }
        }
    }

    /** At the commas that are in no brackets. */
    private static List<String> split(String selectors) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < selectors.length(); i++) {
            char each = selectors.charAt(i);
            depth += each == '(' || each == '[' ? 1 : each == ')' || each == ']' ? -1 : 0;
            if (each == ',' && depth == 0) {
                parts.add(selectors.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(selectors.substring(begin).strip());
        return parts;
    }

    private static int weight(String selector) {
        return (int) (selector.chars().filter(each -> each == '#').count() * CLASS * CLASS
                + CLASSES.matcher(selector).results().count() * CLASS + TYPES.matcher(selector).results().count());
    }
}
