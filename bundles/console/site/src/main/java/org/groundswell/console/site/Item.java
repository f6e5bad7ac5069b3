package org.groundswell.console.site;

import java.util.Optional;
import org.groundswell.pages.api.editing.TextChange;

/**
 * Something that has one file in each language: a page, or the translations. Immutable.
 *
 * @param id {@code translations}, or {@code page/} and the page's name
 */
record Item(String id) {
    static final Item TRANSLATIONS = new Item("translations");
    private static final String PAGE = "page/";
    private static final String CONTENT = "content/";
    private static final String MARKDOWN = ".md";
    /** Stands for any language where only the name is judged. */
    private static final String ANY = "en";

    /** The item of this id, or nothing where no file could have such a name. */
    static Optional<Item> of(String id) {
        var item = new Item(id);
        return (id.equals(TRANSLATIONS.id) || id.startsWith(PAGE)) && TextChange.isText(item.file(ANY)) ? Optional.of(item)
                : Optional.empty();
    }

    static Item page(String name) {
        return new Item(PAGE + name);
    }

    /** The item that a file of the site belongs to. */
    static Item ofFile(String file) {
        return file.startsWith(CONTENT) ? page(file.substring(file.indexOf('/', CONTENT.length()) + 1,
                file.length() - MARKDOWN.length())) : TRANSLATIONS;
    }

    boolean isPage() {
        return id.startsWith(PAGE);
    }

    /** The page's name, as {@code home} or {@code campaigns/school}. */
    String page() {
        return isPage() ? id.substring(PAGE.length()) : "";
    }

    String file(String language) {
        return isPage() ? CONTENT + language + "/" + page() + MARKDOWN : "translations/" + language + ".yaml";
    }
}
