package org.groundswell.donations.moderation;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that need no reader: letters of any script but not of two in one word, a few words at most, nothing that leads
 * anywhere, and none of the words that a site does not want. Immutable.
 */
final class PlainNames {
    private static final int LONGEST = 50;
    private static final int MOST_WORDS = 6;
    /** Letters with what belongs to them, hyphens and apostrophes within; a point only behind. */
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*"
            + "(?:['\u2019\u02bc\\-\u2010\u2011\u200c]\\p{L}[\\p{L}\\p{M}]*)*['\u2019]?[.,]?");
    /** Letters by Unicode's word, and nothing to be seen: fillers of Hangul. */
    private static final Pattern INVISIBLE = Pattern.compile("[\u115f\u1160\u3164\uffa0]");
    private static final Pattern AND = Pattern.compile("[&+]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    private static final Set<UnicodeScript> JAPANESE = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA);

    private final Set<String> refused;

    /** @param refused words that make a name one to be read, whatever their case and accents */
    PlainNames(String... refused) {
        this.refused = Arrays.stream(refused).map(PlainNames::bare).filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isPlain(String name) {
        String[] words = name.strip().split("\\s+");
        return !INVISIBLE.matcher(name).find() && name.length() <= LONGEST && words.length <= MOST_WORDS
                && Arrays.stream(words).allMatch(each -> WORD.matcher(each).matches() || AND.matcher(each).matches())
                && Arrays.stream(words).allMatch(PlainNames::isOfOneScript)
                && Arrays.stream(words).noneMatch(this::isRefused) && !refused.contains(bare(name));
    }

    /** A word of two scripts is mostly one that wants to look like another; Japanese has three. */
    private static boolean isOfOneScript(String word) {
        Set<UnicodeScript> scripts = word.codePoints().mapToObj(UnicodeScript::of)
                .filter(each -> each != UnicodeScript.COMMON && each != UnicodeScript.INHERITED)
                .collect(Collectors.toSet());
        return scripts.size() <= 1 || JAPANESE.containsAll(scripts);
    }

    private boolean isRefused(String word) {
        return refused.contains(bare(word))
                || NO_LETTERS.splitAsStream(word).anyMatch(each -> refused.contains(bare(each)));
    }

    /** Letters only, without accents, in small letters, and in their common form. */
    private static String bare(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return NO_LETTERS.matcher(MARKS.matcher(apart).replaceAll("")).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
