package org.groundswell.pages.api;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The site's look for pages that are made for one visitor. Thread-safe. */
@ProviderType
public interface Pages {

    /** The site as it is now. */
    Site site();

    /**
     * Renders a page of the site.
     *
     * @param page     the template's name without its ending: {@code donate}, {@code thanks}
     * @param language one of the site's languages
     * @param values   what the template shows beside the site itself; values are escaped by the template
     * @return the whole page in UTF-8
     * @throws PageException if there is no such page or its template fails on these values
     */
    byte[] render(String page, String language, Map<String, ?> values);

    /**
     * A translated text of the site.
     *
     * @param language  one of the site's languages
     * @param key       the text's key in the translation files
     * @param arguments fill the text's places <code>{0}</code>, <code>{1}</code>, ...
     * @return the text, or the key itself where no translation has it
     */
    String text(String language, String key, Object... arguments);

    /**
     * What a campaign is called.
     *
     * @param language  one of the site's languages
     * @param campaign  its id
     * @param otherwise where no translation says it
     */
    default String campaignTitle(String language, String campaign, String otherwise) {
        String key = "campaign." + campaign + ".title";
        String title = text(language, key);
        return title.equals(key) ? otherwise : title;
    }
}
