package org.groundswell.console.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a picture into the text of each language that has one: below the line where the author's cursor is, or behind the text
 * where nobody has said.
 *
 * @param texts   with the picture, by language
 * @param lacking the languages in which nobody has said what it shows: then nothing is put anywhere
 */
record PictureInsertion(Map<String, Draft.Text> texts, List<String> lacking) {
    /** The beginning of fields that say what it shows. */
    static final String ALTERNATIVE = "alt-";
    private static final String CURSOR = "cursor-";
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\\n.*?^---(?:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);

    /** @param form what the editor has sent, with {@code picture}, {@code alt-<language>} and perhaps {@code cursor-<language>} */
    static PictureInsertion of(Map<String, String> form, Map<String, Draft.Text> texts) {
        String name = PictureShelf.written(form.get("picture"));
        String target = name.matches("[\\w./-]+") ? name : "<" + name + ">";
        var with = new HashMap<>(texts);
        var lacking = new ArrayList<String>();
        texts.forEach((language, text) -> {
            String shows = form.getOrDefault(ALTERNATIVE + language, "").strip().replaceAll("\\s+", " ");
            if (text.text().isBlank()) {
                return;
            }
            if (shows.isEmpty()) {
                lacking.add(language);
            }
            String line = "![" + shows.replaceAll("([\\\\\\[\\]*_`<])", "\\\\$1") + "](" + target + ")";
            with.put(language, new Draft.Text(text.base(), with(text.text(), line, form.getOrDefault(CURSOR + language, ""))));
        });
        lacking.sort(null);
        return new PictureInsertion(lacking.isEmpty() ? with : texts, lacking);
    }

    private static String with(String text, String line, String cursor) {
        int place = PLACE.matcher(cursor).matches() ? place(text, Integer.parseInt(cursor)) : text.length();
        String after = text.substring(place).stripLeading();
        return text.substring(0, place).stripTrailing() + "\n\n" + line + "\n" + (after.isEmpty() ? "" : "\n" + after);
    }

    /** The end of the cursor's line; what stands before the words of a page is no place for a picture. */
    private static int place(String text, int cursor) {
        Matcher front = FRONT_MATTER.matcher(text);
        int first = front.find() ? front.end() : 0;
        int end = text.indexOf('\n', Math.min(cursor, text.length()));
        return end < 0 ? text.length() : Math.max(first, end);
    }
}
