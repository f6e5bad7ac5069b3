package org.groundswell.pages.site;

import freemarker.template.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.paths.WebPath;

/**
 * Everything that was read from the site folder in one go. Immutable.
 *
 * @param appearance how it shows itself
 * @param contents  by language, then by page name
 * @param templates all templates, each parsed when it is first asked for
 * @param sources their texts by name, in which a mistake is looked for
 * @param assets    by the name under which templates ask for them
 * @param rootFiles files that keep their name, served from {@code /}
 * @param remarks   what an admin should know, and what keeps nothing from being shown
 */
record LoadedSite(Site site, Appearance appearance, Map<String, Map<String, Content>> contents, Translations translations,
        Configuration templates, Map<String, String> sources, Map<String, Asset> assets, Map<String, Asset> rootFiles,
        List<Problem> remarks) {

    Set<String> templateNames() {
        return sources.keySet();
    }

    Optional<Content> content(String language, String page) {
        return Optional.ofNullable(contents.getOrDefault(language, Map.of()).get(page));
    }

    /** Whether there is such a page in any language. */
    boolean has(String page) {
        return site.languages().stream().anyMatch(language -> content(language, page).isPresent());
    }

    /** The address of a page in a language, or else in the first one that has it. */
    String link(String language, String page) {
        String name = WebPath.composed(page);
        boolean own = content(language, name).isPresent();
        return address(own ? language : site.languages().stream().filter(tag -> content(tag, name).isPresent())
                .findFirst().orElse(language), name);
    }

    /** The path of a page, by its name. */
    static String path(String language, String page) {
        return "/" + language + "/" + (page.equals("home") ? "" : page);
    }

    /** The path as it stands in a page. */
    static String address(String language, String page) {
        return WebPath.encoded(path(language, WebPath.composed(page)));
    }

    Optional<Asset> asset(String name) {
        return Optional.ofNullable(assets.get(WebPath.composed(name)));
    }
}
