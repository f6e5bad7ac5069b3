package org.groundswell.pages.site;

import freemarker.template.Configuration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.pages.api.Site;

/**
 * Everything that was read from the site folder in one go. Immutable.
 *
 * @param contents  by language, then by page name
 * @param templates all templates, each parsed when it is first asked for
 * @param templateNames their names
 * @param assets    by the name under which templates ask for them
 * @param rootFiles files that keep their name, served from {@code /}
 */
record LoadedSite(Site site, Map<String, Map<String, Content>> contents, Translations translations,
        Configuration templates, Set<String> templateNames, Map<String, Asset> assets, Map<String, Asset> rootFiles) {

    Optional<Content> content(String language, String page) {
        return Optional.ofNullable(contents.getOrDefault(language, Map.of()).get(page));
    }

    /** The path of a page as visitors type it. */
    static String path(String language, String page) {
        return "/" + language + "/" + (page.equals("home") ? "" : page);
    }
}
