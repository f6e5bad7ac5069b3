package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which places such as <code>{0}</code> the program fills in which text: those that the shipped texts have, and those for
 * which a template of the site gives a value. All others visitors would see as they stand. Immutable.
 */
final class Placeholders {
    private static final Pattern PLACE = Pattern.compile("\\{[^{}\\n]{0,20}}|\\{\\S*");
    private static final Pattern NUMBERED = Pattern.compile("\\{[0-9]{1,2}}");
    private static final Pattern ASKED = Pattern.compile("(?<![\\w.])t\\(\\s*([\"'])([^\"'$]+)\\1\\s*([,)])");

    private final Map<String, TreeSet<String>> given = new HashMap<>();

    Placeholders(Shipped shipped, SiteFolder folder) {
        shipped.languages().forEach(language -> shipped.texts(language).forEach((key, text) ->
                given.computeIfAbsent(key, _ -> new TreeSet<>()).addAll(numbered(text))));
        folder.below("templates/").values().forEach(bytes -> ofTemplate(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What is to be said of a text, if it has a place that nothing fills. */
    Optional<String> wrong(String key, String text) {
        TreeSet<String> filled = given.get(key);
        return PLACE.matcher(text).results().map(place -> place.group())
                .filter(place -> !NUMBERED.matcher(place).matches() || filled != null && !filled.contains(place))
                .findFirst().map(place -> key + ": '" + place + "' is shown as it stands: the program fills "
                        + (filled == null ? "only places such as {0}" : filled.isEmpty() ? "no place in this text"
                                : String.join(" ", filled)));
    }

    private void ofTemplate(String source) {
        Matcher asked = ASKED.matcher(source);
        while (asked.find()) {
            int values = asked.group(3).equals(")") ? 0 : values(source, asked.end());
            given.computeIfAbsent(asked.group(2), _ -> new TreeSet<>()).addAll(IntStream.range(0, values)
                    .mapToObj(each -> "{" + each + "}").toList());
        }
    }

    /** How many values stand between the comma behind a key and the end of the call. */
    private static int values(String source, int from) {
        int values = 1;
        int depth = 0;
        char quote = 0;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' && depth == 0) {
                return values;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                values++;
            }
        }
        return values;
    }

    private static TreeSet<String> numbered(String text) {
        return NUMBERED.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
