package org.groundswell.console.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.text.LineNumber;

/**
 * A text with a link to a page, also one that no visitor sees yet. What templates link to is left to the check.
 *
 * @param draftBy whose draft it is; "" for what is published
 */
record Referrer(String file, int line, String draftBy) {
    private static final String CONTENT = "content/";
    private static final Pattern TARGET = Pattern.compile("(?m)\\]\\(\\s*<?([^)>\\s]+)|^ {0,3}\\[[^\\]\\n]+\\]:[ \\t]*<?([^>\\s]+)");
    private static final Pattern MENU = Pattern.compile("(?m)^menu:[ \\t]*\\[?([^\\]\\n]*)");
    /** An entry of the news is linked without its day, a campaign without its folder. */
    private static final Pattern UNSAID = Pattern.compile("(?<=^news/)\\d{4}-\\d{2}-\\d{2}-|^campaigns/");

    /** Those of a page, by their files; its own texts are none. */
    static List<Referrer> of(Item page, Map<String, byte[]> texts, List<Draft> drafts, List<String> languages) {
        Set<String> names = Set.copyOf(List.of(page.page(), UNSAID.matcher(page.page()).replaceFirst("")));
        var all = new ArrayList<Referrer>();
        new TreeMap<>(texts).forEach((file, bytes) -> {
            if (!Item.ofFile(file).equals(page)) {
                all.addAll(in(file, new String(bytes, StandardCharsets.UTF_8), "", names, languages));
            }
        });
        drafts.stream().filter(draft -> !draft.asItem().equals(page)).forEach(draft -> new TreeMap<>(draft.texts()).forEach(
                (column, text) -> all.addAll(in(draft.asItem().file(column), text.text(), draft.by(), names, languages))));
        return List.copyOf(all);
    }

    private static List<Referrer> in(String file, String text, String draftBy, Set<String> names, List<String> languages) {
        if (file.equals(Item.SITE.file(""))) {
            return MENU.matcher(text).results().filter(menu -> Stream.of(menu.group(1).split("[,\\s\"']+")).anyMatch(names::contains))
                    .map(menu -> new Referrer(file, LineNumber.at(text, menu.start()), draftBy)).toList();
        }
        return !file.startsWith(CONTENT) ? List.of() : TARGET.matcher(text).results()
                .filter(link -> leads(link.group(1) == null ? link.group(2) : link.group(1), names, languages))
                .map(link -> new Referrer(file, LineNumber.at(text, link.start()), draftBy)).distinct().toList();
    }

    private static boolean leads(String address, Set<String> names, List<String> languages) {
        String name = WebPath.decoded(address.replaceFirst("[?#].*", "")).replaceFirst("^(\\.{0,2}/)+", "")
                .replaceFirst("(\\.md|\\.html|/)$", "");
        int slash = name.indexOf('/');
        return names.contains(name) || slash > 0 && languages.contains(name.substring(0, slash))
                && names.contains(name.substring(slash + 1));
    }
}
