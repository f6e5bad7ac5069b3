package org.groundswell.pages.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;

/**
 * The pages of campaigns, {@code /{language}/{id}}: written in {@code content/{language}/campaigns/{id}.md}, or with no
 * words of their own but the title. The first campaign's page is the home page; it may have one beside that.
 */
final class CampaignPages {
    static final String FOLDER = "campaigns/";
    private static final String MARKDOWN = ".md";

    private CampaignPages() {
    }

    /** The name of a campaign's page. */
    static String name(Campaign campaign) {
        return FOLDER + campaign.id();
    }

    static boolean isOne(String page) {
        return page.startsWith(FOLDER);
    }

    /** The id of the campaign whose page this is, or null where it is nobody's. */
    static String id(String page) {
        return isOne(page) ? page.substring(FOLDER.length()) : null;
    }

    /** What the campaign is called: its id while the site has no text for it. */
    static String title(Campaign campaign, String language, Translations texts) {
        String key = titleKey(campaign.id());
        return texts.has(language, key) ? texts.text(language, key) : campaign.id();
    }

    /** The text that says what the campaign of this id is called. */
    static String titleKey(String id) {
        return "campaign." + id + ".title";
    }

    /** The texts with a title for each campaign that has a page of its own: its id where nobody has written one. */
    static Translations titled(Site site, Translations texts, List<Problem> remarks) {
        Translations titled = texts;
        for (Campaign campaign : site.campaigns().stream().skip(1).toList()) {
            String key = titleKey(campaign.id());
            List<String> lacking = site.languages().stream().filter(language -> !texts.has(language, key)).toList();
            // What only some of them lack is said where they are read.
            if (lacking.size() == site.languages().size()) {
                String others = String.join(", ", lacking.stream().skip(1).map(Translations::file).toList());
                remarks.add(new Problem(Translations.file(lacking.getFirst()), 0, key + ": expected this text, what the campaign"
                        + " is called; its id is shown" + (others.isEmpty() ? "" : " (also in " + others + ")")));
            }
            for (String language : lacking) {
                titled = titled.with(language, key, campaign.id());
            }
        }
        return titled;
    }

    /** The contents with a page for each campaign, and without those of campaigns that the site does not have. */
    static Map<String, Map<String, Content>> complete(Site site, Map<String, Map<String, Content>> contents,
            Translations texts, List<Problem> remarks) {
        var written = new TreeSet<String>();
        contents.values().forEach(pages -> pages.keySet().stream().filter(CampaignPages::isOne)
                .forEach(written::add));
        var complete = new HashMap<String, Map<String, Content>>();
        for (String language : site.languages()) {
            var pages = new HashMap<>(contents.get(language));
            for (String page : written) {
                if (site.campaign(id(page)).isEmpty() && pages.remove(page) != null) {
                    remarks.add(new Problem(file(language, page), 0, "there is no campaign of this name in "
                            + SiteFile.NAME + ": the page is not shown"));
                }
            }
            site.campaigns().stream().skip(1).forEach(each -> add(each, language, pages, written, texts, remarks));
            complete.put(language, Map.copyOf(pages));
        }
        return Map.copyOf(complete);
    }

    private static void add(Campaign campaign, String language, Map<String, Content> pages, TreeSet<String> written,
            Translations texts, List<Problem> remarks) {
        String page = name(campaign);
        if (!pages.containsKey(page)) {
            pages.put(page, new Content(Map.of("title", title(campaign, language, texts)), "", ""));
            if (written.contains(page)) {
                remarks.add(new Problem(file(language, page), 0, "expected this file as in another language; the page has"
                        + " no words but its title"));
            }
        }
    }

    private static String file(String language, String page) {
        return "content/" + language + "/" + page + MARKDOWN;
    }
}
