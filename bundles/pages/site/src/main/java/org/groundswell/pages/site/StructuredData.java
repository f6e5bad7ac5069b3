package org.groundswell.pages.site;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.groundswell.pages.api.Campaign;

/**
 * What search engines read of a page (JSON-LD 1.1 with the words of schema.org): who collects, and where one gives. It is
 * data, so a browser runs nothing of it and no policy has to let it in.
 */
final class StructuredData {
    /** Also what could end the element in which it stands. */
    private static final Gson ESCAPING = new Gson();
    private static final String TYPE = "@type";
    private static final String HOME = "home";

    private final LoadedSite loaded;
    private final CampaignViews campaigns;

    StructuredData(LoadedSite loaded, CampaignViews campaigns) {
        this.loaded = loaded;
        this.campaigns = campaigns;
    }

    /** What is to be said of a page, or "". */
    String of(String page, String language, Campaign campaign, Content content, String address) {
        var graph = new JsonArray();
        if (page.equals(HOME)) {
            graph.add(organization(address));
        }
        if (page.equals(HOME) || CampaignPages.isOne(page)) {
            graph.add(action(language, campaign, content, address));
        }
        if (News.isEntry(page)) {
            graph.add(article(News.view(loaded, language, page), language, address));
        }
        if (graph.isEmpty()) {
            return "";
        }
        var json = new JsonObject();
        json.addProperty("@context", "https://schema.org");
        json.add("@graph", graph);
        return ESCAPING.toJson(json);
    }

    private JsonObject organization(String address) {
        var json = typed("NGO");
        json.addProperty("name", loaded.site().name());
        json.addProperty("url", address + "/");
        loaded.asset(loaded.appearance().logo()).ifPresent(logo -> json.addProperty("logo", address + logo.address()));
        return json;
    }

    private JsonObject action(String language, Campaign campaign, Content content, String address) {
        CampaignView view = campaigns.of(campaign, language);
        var json = typed("DonateAction");
        json.addProperty("name", view.title());
        if (content != null && content.meta().containsKey("description")) {
            json.addProperty("description", content.meta().get("description"));
        }
        json.addProperty("priceCurrency", campaign.goal().getCurrencyUnit().getCode());
        json.add("recipient", organization(address));
        var target = typed("EntryPoint");
        target.addProperty("urlTemplate", address + view.form());
        target.addProperty("inLanguage", language);
        json.add("target", target);
        return json;
    }

    private JsonObject article(NewsEntry entry, String language, String address) {
        var json = typed("NewsArticle");
        json.addProperty("headline", entry.title());
        json.addProperty("url", address + entry.path());
        json.addProperty("datePublished", entry.date().toString());
        json.addProperty("inLanguage", language);
        if (!entry.summary().isEmpty()) {
            json.addProperty("description", entry.summary());
        }
        if (entry.picture() != null) {
            json.addProperty("image", address + entry.picture().get("address"));
        }
        json.add("publisher", organization(address));
        return json;
    }

    private static JsonObject typed(String type) {
        var json = new JsonObject();
        json.addProperty(TYPE, type);
        return json;
    }
}
