package org.groundswell.console.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a picture behind the text of each language that has one: the author moves the line to where it belongs.
 *
 * @param texts   with the picture, by language
 * @param lacking the languages in which nobody has said what it shows: then nothing is put anywhere
 */
record PictureInsertion(Map<String, Draft.Text> texts, List<String> lacking) {

    /** @param form what the editor has sent, with {@code picture} and {@code alt-<language>} */
    static PictureInsertion of(Map<String, String> form, Map<String, Draft.Text> texts) {
        String name = PictureShelf.written(form.get("picture"));
        String target = name.matches("[\\w./-]+") ? name : "<" + name + ">";
        var with = new HashMap<>(texts);
        var lacking = new ArrayList<String>();
        texts.forEach((language, text) -> {
            String shows = form.getOrDefault("alt-" + language, "").strip().replaceAll("\\s+", " ");
            if (text.text().isBlank()) {
                return;
            }
            if (shows.isEmpty()) {
                lacking.add(language);
            }
            String line = "![" + shows.replaceAll("([\\\\\\[\\]*_`<])", "\\\\$1") + "](" + target + ")";
            with.put(language, new Draft.Text(text.base(), text.text().stripTrailing() + "\n\n" + line + "\n"));
        });
        lacking.sort(null);
        return new PictureInsertion(lacking.isEmpty() ? with : texts, lacking);
    }
}
