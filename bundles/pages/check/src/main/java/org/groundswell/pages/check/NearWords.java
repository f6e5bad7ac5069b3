package org.groundswell.pages.check;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What fingers do to a word: two letters in the wrong order, one twice or only once, one that is missing. Dictionaries do not say
 * how often a word is used, so the likeliest slips come first.
 */
final class NearWords {
    private static final String LATIN = "eaoiunrtslhdcmpgybkfvwzjxq\u00eb\u00e9\u00ef";
    private static final String ARABIC = "\u0627\u0644\u064a\u0645\u0648\u0646\u0631\u062a\u0628\u0629\u0639\u062f\u0633\u0641\u0647\u0643"
            + "\u0642\u062d\u062c\u0634\u0635\u0637\u062e\u0630\u0636\u062b\u0632\u063a\u0638\u0649\u0623\u0625\u0622\u0621\u0626\u0624";
    private static final int LONGEST = 30;

    private NearWords() {
    }

    /** Words in which letters changed places, or one is doubled or not. */
    static Set<String> ofSlips(String word, Predicate<String> isWord) {
        var near = new LinkedHashSet<String>();
        if (word.length() > LONGEST) {
            return near;
        }
        for (int i = 0; i + 1 < word.length(); i++) {
            if (word.charAt(i) == word.charAt(i + 1)) {
                near.add(word.substring(0, i) + word.substring(i + 1));
            }
        }
        for (int i = 0; i + 1 < word.length(); i++) {
            near.add(word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
        }
        for (int i = 0; i < word.length(); i++) {
            near.add(word.substring(0, i) + word.charAt(i) + word.substring(i));
        }
        near.remove(word);
        near.removeIf(isWord.negate());
        return near;
    }

    /** Words with one letter more between its first and its last, frequent letters first. */
    static Set<String> ofMissingLetters(String word, Predicate<String> isWord) {
        var near = new LinkedHashSet<String>();
        String letters = Words.isOf(word, "ar") ? ARABIC : LATIN;
        for (int each = 0; each < letters.length() && word.length() <= LONGEST; each++) {
            for (int i = 1; i < word.length(); i++) {
                near.add(word.substring(0, i) + letters.charAt(each) + word.substring(i));
            }
        }
        near.removeIf(isWord.negate());
        return near;
    }
}
