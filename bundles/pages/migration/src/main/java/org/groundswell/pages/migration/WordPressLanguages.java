package org.groundswell.pages.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which language each item of a WordPress export is. Polylang marks it as a category. WPML keeps it in a table that no export
 * has; what it leaves is a mark where pages were exported by its own tools, and addresses: {@code /nl/about/} or
 * {@code /about/?lang=nl}. Used by one thread.
 */
final class WordPressLanguages {
    private static final String POLYLANG = "language";
    private static final String WPML = "_wpml_import_language_code";
    private static final Pattern MARK = Pattern.compile("_?(wpml|icl)_.*");
    private static final Pattern TAG = Pattern.compile("([a-z]{2,3})([-_].*)?");
    private static final Pattern ASKED = Pattern.compile("[?&]lang=(?<tag>[A-Za-z_-]+)");
    private static final Pattern FOLDER = Pattern.compile("/(?<tag>[a-z]{2}(-[a-z]+)?)(/.*)?");

    private final String usual;
    private final boolean isWpml;
    private final Set<String> names;

    /** @param usual that of the export */
    WordPressLanguages(List<WordPressItem> items, String usual) {
        this.usual = usual;
        this.isWpml = items.stream().flatMap(each -> each.meta().keySet().stream()).anyMatch(key -> MARK.matcher(key).matches());
        // A page that is called so is none of that language.
        this.names = items.stream().map(each -> each.value("wp:post_name")).collect(Collectors.toSet());
    }

    /** @param address of the item below that of its site */
    String of(WordPressItem item, String address) {
        return told(item, address).orElse(usual);
    }

    /** What is to be said of pages that tell no language, of these addresses in the order of the pages. */
    Optional<Remark> untold(List<WordPressItem> pages, List<String> addresses) {
        var untold = new ArrayList<WordPressItem>();
        for (int i = 0; i < pages.size(); i++) {
            if (told(pages.get(i), addresses.get(i)).isEmpty()) {
                untold.add(pages.get(i));
            }
        }
        return untold.isEmpty() || !isWpml ? Optional.empty() : Optional.of(new Remark("", "the languages of this site are WPML's, of"
                + " which an export does not tell all: " + untold.size() + " pages do not say theirs and were taken for " + usual
                + "; move the files of those that are in another one to its folder in content/"));
    }

    private Optional<String> told(WordPressItem item, String address) {
        if (item.categories().containsKey(POLYLANG)) {
            return Optional.of(item.categories().get(POLYLANG).getFirst());
        }
        return isWpml ? tag(item.meta().getOrDefault(WPML, "")).or(() -> ofAddress(address)) : Optional.empty();
    }

    private Optional<String> ofAddress(String address) {
        Matcher asked = ASKED.matcher(address);
        Matcher folder = FOLDER.matcher(address);
        return asked.find() ? tag(asked.group("tag"))
                : folder.matches() && !names.contains(folder.group("tag")) ? tag(folder.group("tag")) : Optional.empty();
    }

    private static Optional<String> tag(String said) {
        Matcher tag = TAG.matcher(said.strip());
        return tag.matches() ? Optional.of(tag.group(1)) : Optional.empty();
    }
}
