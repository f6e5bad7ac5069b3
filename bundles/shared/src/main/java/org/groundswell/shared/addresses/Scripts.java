package org.groundswell.shared.addresses;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the letters of a word belong together (UTS 39, section 5.2): a Cyrillic letter among Latin ones is a slip. */
final class Scripts {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** Japanese, Chinese and Korean mix theirs, and Latin with them. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private Scripts() {
    }

    static boolean belongTogether(String text) {
        return BETWEEN_WORDS.splitAsStream(text).allMatch(Scripts::isOneWord);
    }

    private static boolean isOneWord(String word) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        boolean foreignDigits = word.codePoints().anyMatch(each -> each > 127 && Character.isDigit(each));
        boolean plain = word.chars().anyMatch(each -> each < 128);
        return !(foreignDigits && plain)
                && (scripts.size() <= 1 || TOGETHER.stream().anyMatch(each -> each.containsAll(scripts)));
    }
}
