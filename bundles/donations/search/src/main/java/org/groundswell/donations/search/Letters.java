package org.groundswell.donations.search;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** Names as they are compared: without accents and marks, however they were put together (Unicode Annex 15). */
final class Letters {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}|\u0640");
    /** Letters that are no letter with a mark, and that many type as these. */
    private static final Map<Integer, String> ALIKE = Map.ofEntries(Map.entry((int) 'ø', "o"), Map.entry((int) 'Ø', "o"),
            Map.entry((int) 'ł', "l"), Map.entry((int) 'Ł', "l"), Map.entry((int) 'đ', "d"), Map.entry((int) 'Đ', "d"),
            Map.entry((int) 'ı', "i"), Map.entry((int) 'ß', "ss"), Map.entry((int) 'æ', "ae"), Map.entry((int) 'Æ', "ae"),
            Map.entry((int) 'œ', "oe"), Map.entry((int) 'Œ', "oe"), Map.entry((int) 'ى', "ي"), Map.entry((int) 'ة', "ه"));

    private Letters() {
    }

    static String plain(String text) {
        String without = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        var plain = new StringBuilder(without.length());
        without.codePoints().forEach(each -> plain.append(ALIKE.getOrDefault(each, Character.toString(each))));
        return plain.toString();
    }
}
