package org.groundswell.pages.site;

import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.site.Figures.CampaignFigures;

/**
 * What the picture of a campaign's figures says, in one language.
 *
 * @param raised the largest line: what has been raised, or the goal where that is only a test
 * @param below  what stands below it; may be empty
 * @param share  of the goal, 0 to 1
 */
record CardWords(String site, String campaign, String raised, String below, double share, boolean rightToLeft) {
    private static final String OF = "progress.of";
    private static final String GOAL = "progress.goal";

    static CardWords of(LoadedSite loaded, Campaign campaign, String language, CampaignFigures figures) {
        var formats = new Formats(language, loaded.site().zone());
        String title = CampaignPages.title(campaign, language, loaded.translations());
        String goal = formats.money(figures.goal());
        boolean rightToLeft = Site.isRightToLeft(language);
        // Tests are no gifts: a picture cannot say so as a page does.
        return figures.test()
                ? new CardWords(loaded.site().name(), title, text(loaded, language, GOAL, goal), "", 0, rightToLeft)
                : new CardWords(loaded.site().name(), title, formats.money(figures.raised()),
                        text(loaded, language, OF, goal), figures.share(), rightToLeft);
    }

    private static String text(LoadedSite loaded, String language, String key, String amount) {
        return loaded.translations().has(language, key) ? loaded.translations().text(language, key, amount) : amount;
    }

    /** For those who do not see it. */
    String spoken() {
        return (campaign + ": " + raised + " " + below).strip();
    }

    /** All letters that it has. */
    String letters() {
        return site + campaign + raised + below;
    }
}
