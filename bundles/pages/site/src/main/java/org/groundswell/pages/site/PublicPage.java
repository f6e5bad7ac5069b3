package org.groundswell.pages.site;

import org.groundswell.pages.api.Campaign;

/**
 * A page that is the same for everybody.
 *
 * @param path     where it is
 * @param page     its name
 * @param campaign the one that it is about
 */
record PublicPage(String path, String page, String language, Campaign campaign) {
    /** Whether it is where its name says, as everything but the forms of further campaigns. */
    boolean isAtItsName() {
        return path.equals(LoadedSite.path(language, page));
    }
}
