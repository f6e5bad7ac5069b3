package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.Campaign;

/** Where a page is in each language of the site. */
record PageLanguages(LoadedSite loaded) {
    private static final String HOME = "home";

    /** For templates; a language that lacks the page leads to its home page. */
    List<Map<String, Object>> of(String page, String language, Campaign campaign) {
        var languages = new ArrayList<Map<String, Object>>();
        for (String tag : loaded.site().languages()) {
            boolean translated = isPublic(tag, page);
            languages.add(Map.of("tag", tag, "name", loaded.translations().text(tag, "language"), "path",
                    translated ? address(tag, page, campaign) : LoadedSite.address(tag, HOME), "current",
                    tag.equals(language), "translated", translated));
        }
        return languages;
    }

    /** Whether everybody finds this page in this language. */
    boolean isPublic(String language, String page) {
        return loaded.content(language, page).isPresent() && loaded.isShown(language, page)
                && !loaded.isPersonal(language, page);
    }

    /** The address of a page that a language has. */
    String address(String language, String page, Campaign campaign) {
        return page.equals(LoadedSite.FORM) ? loaded.form(language, campaign) : LoadedSite.address(language, page);
    }
}
