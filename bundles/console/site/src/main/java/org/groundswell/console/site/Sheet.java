package org.groundswell.console.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.pages.api.editing.TextChange;

/**
 * An item with all its languages, as an editor finds it. Immutable.
 *
 * @param history what it was before, the latest first
 */
record Sheet(Item item, Optional<Draft> draft, List<Column> columns, List<Step> history) {

    /**
     * One language.
     *
     * @param digest  of the file's content; empty where there is none
     * @param live    its text; empty where there is no file or it is not UTF-8
     * @param isText  false where the file is not UTF-8: nobody can change it here
     * @param text    what the editor goes on with: of the draft, or the live one
     * @param base    the digest of what that was made from
     * @param changed who has changed the file since, where somebody has
     */
    record Column(String language, String file, String digest, String live, boolean isText, String text, String base,
            Optional<Version> changed) {

        boolean isDrafted() {
            return !text.equals(live);
        }
    }

    /**
     * Files that came to be what they are as one.
     *
     * @param texts their digests, by language
     */
    record Step(long at, String by, Version.How how, Map<String, String> texts) {
    }

    static Sheet of(Item item, List<String> languages, Map<String, byte[]> now, Optional<Draft> draft, Versions versions) {
        List<String> names = item.columns(languages);
        List<Column> columns = names.stream().map(language -> column(item, language, now,
                draft.map(each -> each.texts().get(language)), versions)).toList();
        return new Sheet(item, draft, columns, history(item, names, versions));
    }

    private static Column column(Item item, String language, Map<String, byte[]> now, Optional<Draft.Text> draft,
            Versions versions) {
        String file = item.file(language);
        byte[] bytes = now.get(file);
        String digest = TextChange.digest(bytes);
        Optional<String> live = bytes == null ? Optional.of("") : TextShape.text(bytes);
        String base = draft.map(Draft.Text::base).orElse(digest);
        return new Column(language, file, digest, live.orElse(""), live.isPresent(),
                draft.map(Draft.Text::text).orElse(live.orElse("")), base,
                base.equals(digest) ? Optional.empty() : versions.present(file));
    }

    private static List<Step> history(Item item, List<String> languages, Versions versions) {
        record Key(long at, String by, Version.How how) {
        }

        var steps = new HashMap<Key, Map<String, String>>();
        languages.forEach(language -> versions.of(item.file(language)).stream()
                .filter(each -> each.at() != Version.BEFORE_ALL).forEach(each ->
                steps.computeIfAbsent(new Key(each.at(), each.by(), each.how()), _ -> new LinkedHashMap<>())
                        .put(language, each.digest())));
        var history = new ArrayList<Step>();
        steps.forEach((key, texts) -> history.add(new Step(key.at(), key.by(), key.how(), texts)));
        history.sort(Comparator.comparingLong(Step::at).reversed());
        return List.copyOf(history);
    }

    String mark() {
        return Draft.mark(draft);
    }

    /** Differs whenever something else is in force. */
    String liveMark() {
        return TextChange.digest(columns.stream().map(Column::digest).collect(Collectors.joining(" "))
                .getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
