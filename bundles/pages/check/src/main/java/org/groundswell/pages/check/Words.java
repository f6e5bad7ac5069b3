package org.groundswell.pages.check;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text, without addresses, figures and places for them. */
final class Words {
    private static final Pattern NO_WORDS = Pattern.compile("</?[a-z][^<>]*>|]\\([^\\s)]*|(?<=\\p{L})\\([^\\s)]*\\)|\\{[0-9]}|\\S*[\\uFFFD\u00c3]\\S*|\\S*[@/]\\S*|\\b\\S+\\.\\p{L}{2,}\\b|\\S*[0-9\\u0660-\\u0669]\\S*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['-][\\p{L}\\p{M}]+)*");
    private static final Pattern ABBREVIATION = Pattern.compile("\\p{Lu}{2,5}");
    private static final Map<String, UnicodeScript> SCRIPTS = Map.of("ar", UnicodeScript.ARABIC);

    private Words() {
    }

    /** Without short words in capitals only: nobody can say how an abbreviation is spelt. */
    static List<String> of(String text) {
        return WORD.matcher(NO_WORDS.matcher(text.replace('\u2019', '\'')).replaceAll(" ")).results().map(MatchResult::group)
                .filter(word -> word.length() > 1 && !ABBREVIATION.matcher(word).matches()).toList();
    }

    /** Whether a word is written in the script of a language: a foreign name among others is no mistake. */
    static boolean isOf(String word, String language) {
        UnicodeScript expected = SCRIPTS.getOrDefault(language.split("-", 2)[0], UnicodeScript.LATIN);
        return word.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of)
                .allMatch(script -> script == expected || script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED);
    }
}
