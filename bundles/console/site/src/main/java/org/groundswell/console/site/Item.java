package org.groundswell.console.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.pages.api.editing.TextChange;

/**
 * Something that has one file in each language, a page or the translations, or one for all of them. Immutable.
 *
 * @param id {@code translations}, {@code site}, {@code words}, or {@code page/} and the page's name
 */
record Item(String id) {
    static final Item TRANSLATIONS = new Item("translations");
    /** Who the charity is, its languages, menu, colours and campaigns. */
    static final Item SITE = new Item("site");
    /** Words that are right and in no dictionary. */
    static final Item WORDS = new Item("words");
    private static final Map<String, String> SINGLE = Map.of(SITE.id, "site.yaml", WORDS.id, "words.txt");
    private static final String PAGE = "page/";
    private static final String CONTENT = "content/";
    private static final String MARKDOWN = ".md";
    /** Stands for any language where only the name is judged. */
    private static final String ANY = "en";

    /** The item of this id, or nothing where no file could have such a name. */
    static Optional<Item> of(String id) {
        var item = new Item(id);
        return (id.equals(TRANSLATIONS.id) || SINGLE.containsKey(id) || id.startsWith(PAGE)) && TextChange.isText(item.file(ANY)) ? Optional.of(item)
                : Optional.empty();
    }

    static Item page(String name) {
        return new Item(PAGE + name);
    }

    /** The item that a file of the site belongs to. */
    static Item ofFile(String file) {
        return file.startsWith(CONTENT) ? page(file.substring(file.indexOf('/', CONTENT.length()) + 1,
                file.length() - MARKDOWN.length())) : SINGLE.entrySet().stream().filter(each -> each.getValue().equals(file))
                .map(each -> new Item(each.getKey())).findFirst().orElse(TRANSLATIONS);
    }

    /** Whether it is one file for all languages. */
    boolean isSingle() {
        return SINGLE.containsKey(id);
    }

    /** By what its files are told apart: their languages, or its id where there is one alone. */
    List<String> columns(List<String> languages) {
        return isSingle() ? List.of(id) : languages;
    }

    boolean isPage() {
        return id.startsWith(PAGE);
    }

    /** The page's name, as {@code home} or {@code campaigns/school}. */
    String page() {
        return isPage() ? id.substring(PAGE.length()) : "";
    }

    String file(String language) {
        return isPage() ? CONTENT + language + "/" + page() + MARKDOWN
                : SINGLE.getOrDefault(id, "translations/" + language + ".yaml");
    }
}
