package org.groundswell.pages.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Text;

/** What slips into texts while they are written: words twice, words for later, marks that are shown as they stand. */
final class WrittenTexts implements Check {
    private static final Pattern TWICE = Pattern.compile("(?<![\\p{L}\\p{M}'-])([\\p{L}\\p{M}]{2,})\\s+(\\1)(?![\\p{L}\\p{M}'-])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** Right where they stand: "dat dat" and "that that". */
    private static final Set<String> MAY_BE_TWICE = Set.of("that", "had", "dat", "die", "je", "ze", "u", "nous", "vous");
    private static final Pattern FOR_LATER = Pattern.compile("\\b(TODO|FIXME|TBD|XXX)\\b|(?i:lorem ipsum)");
    private static final Pattern HTML = Pattern.compile("</?[a-z][a-z0-9]*(?: [^<>]*)?/?>");
    private static final Pattern MARKS = Pattern.compile("\\*\\*|(?<!\\w)__|\\[[^\\]]+]\\s\\(|(?m)^#{1,6}\\S");
    /**
     * Halves of links, and names that stand for an address or a note that nobody gave. An address with a blank is named by who
     * reads the folder.
     */
    private static final Pattern LINKS = Pattern.compile("(?:!?\\[[^\\[\\]]+)?]\\((?![^()\\n]*\\s[^()\\n]*\\))[^()\\s]*\\)?"
            + "|\\[[^\\[\\]()]+\\([^()\\s]+\\)(?![^\\[]*])|!?\\[[^\\[\\]]+]\\s?\\[[^\\[\\]]*]|\\[\\^[^\\[\\]\\s]+]");
    private static final Pattern BROKEN = Pattern.compile("\\uFFFD|\u00c3[\\u0080-\\u00bf]|\u00e2\u20ac");
    private static final int MOST_OF_TEXT = 10;
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        reading.texts().forEach(text -> look(reading, text, found));
        places(reading, found);
    }

    private static void look(SiteReading reading, Text text, Consumer<Finding> found) {
        Matcher twice = TWICE.matcher(text.text());
        while (twice.find()) {
            if (!MAY_BE_TWICE.contains(twice.group(1).toLowerCase(Locale.ROOT)) && !isName(twice.group(1), twice.group(2))) {
                found.accept(Finding.warning(text.file(), line(reading, text, twice.group()), "'" + twice.group() + "': the word is there twice",
                        "take one away"));
            }
        }
        first(FOR_LATER, text, found, "was left for later", "write it");
        first(BROKEN, text, found, "is a letter that was read in a wrong encoding", "write it again, in UTF-8");
        if (text.key().isEmpty()) {
            first(HTML, text, found, "is HTML, which is shown as it stands", "write it in Markdown");
            first(MARKS, text, found, "is a mark of Markdown that has no effect here", "look for its other half, or a blank");
            LINKS.matcher(text.text()).results().map(MatchResult::group).limit(MOST_OF_TEXT).forEach(each -> found.accept(
                    Finding.warning(text.file(), line(reading, text, each), "'" + each + "' is a mark of Markdown that has no"
                            + " effect here", "look for its other half, or for what it stands for")));
        }
    }

    /** As in "de De Ruyter". */
    private static boolean isName(String first, String second) {
        return Character.isLowerCase(first.codePointAt(0)) && Character.isUpperCase(second.codePointAt(0));
    }

    /** The line of a paragraph on which this stands, or its first one. */
    private static int line(SiteReading reading, Text text, String piece) {
        int line = Place.line(reading.lines(text.file()), text.line(), piece);
        return line == 0 ? text.line() : line;
    }

    private static void first(Pattern pattern, Text text, Consumer<Finding> found, String message, String suggestion) {
        pattern.matcher(text.text()).results().map(MatchResult::group).findFirst().ifPresent(each -> found.accept(
                Finding.warning(text.file(), text.line(), "'" + each + "' " + message, suggestion)));
    }

    /** All languages have the same places for figures: those that most of them have, or else the first one. */
    private static void places(SiteReading reading, Consumer<Finding> found) {
        List<String> languages = reading.site().orElseThrow().languages();
        var byKey = new LinkedHashMap<String, List<Text>>();
        reading.texts().stream().filter(WrittenTexts::isTranslation).filter(text -> !isNamed(reading, text))
                .sorted(Comparator.comparingInt(text -> languages.indexOf(text.language())))
                .forEach(text -> byKey.computeIfAbsent(text.key(), _ -> new ArrayList<>()).add(text));
        byKey.values().forEach(texts -> {
            Text right = texts.stream().max(Comparator.<Text>comparingLong(text -> alike(texts, text))
                    .thenComparingInt(text -> -texts.indexOf(text))).orElseThrow();
            texts.stream().filter(text -> !places(text).equals(places(right))).forEach(text -> found.accept(
                    Finding.error(text.file(), text.line(), text.key() + ": expected the places " + named(right) + " as in "
                            + right.language() + ", found " + named(text), "figures are put where {0} stands")));
        });
    }

    /** What the program does not fill is said already, and is no measure for other languages. */
    private static boolean isNamed(SiteReading reading, Text text) {
        return reading.findings().stream().anyMatch(each -> each.file().equals(text.file())
                && each.message().startsWith(text.key() + ": '{"));
    }

    private static long alike(List<Text> texts, Text one) {
        return texts.stream().filter(each -> places(each).equals(places(one))).count();
    }

    private static String named(Text text) {
        return places(text).isEmpty() ? "none" : String.join(" ", places(text));
    }

    private static boolean isTranslation(Text text) {
        return text.file().startsWith("translations/");
    }

    private static Set<String> places(Text text) {
        return PLACE.matcher(text.text()).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
