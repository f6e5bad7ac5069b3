package org.groundswell.console.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.console.site.settings.SiteSettings;

/**
 * The form of {@code site.yaml}: fields are named {@code name}, {@code goal-<campaign>} and, of one that is to come,
 * {@code goal-}. Beside each stands what it was ({@code was-name}): only what an editor has changed counts, so that what
 * somebody else has changed meanwhile stays. Immutable.
 *
 * @param before what the file says
 * @param after  what it says when the form is carried out
 * @param fresh  what was typed of a campaign that is to come
 */
record SettingsForm(SiteSettings before, SiteSettings after, Map<String, String> fresh) {
    private static final String COLOURS = "colours";
    private static final List<String> NEW = List.of("id", "currency");

    static SettingsForm of(SiteSettings settings) {
        return new SettingsForm(settings, settings, Map.of());
    }

    /** What an editor has sent. */
    static SettingsForm sent(SiteSettings before, Map<String, String> sent) {
        SiteSettings after = before;
        for (String key : SiteSettings.OF_SITE) {
            after = isChanged(sent, key) ? after.withOfSite(key, sent.get(key)) : after;
        }
        after = isChanged(sent, COLOURS) ? after.withColours(sent.get(COLOURS)) : after;
        for (String id : before.campaigns()) {
            for (String key : SiteSettings.OF_CAMPAIGN) {
                String field = key + "-" + id;
                after = isChanged(sent, field) ? after.withOfCampaign(id, key, sent.get(field)) : after;
            }
        }
        var fresh = new HashMap<String, String>();
        NEW.forEach(key -> fresh.put(key, sent.getOrDefault(key + "-", "")));
        SiteSettings.OF_CAMPAIGN.forEach(key -> fresh.put(key, sent.getOrDefault(key + "-", "")));
        return new SettingsForm(before, after, fresh);
    }

    private static boolean isChanged(Map<String, String> sent, String field) {
        return sent.containsKey(field)
                && !TextShape.plain(sent.get(field)).equals(TextShape.plain(sent.getOrDefault("was-" + field, "")));
    }

    /** Whether somebody has begun a campaign that has no name in addresses. */
    boolean isUnfinished() {
        return fresh.getOrDefault("id", "").isBlank() && SiteSettings.OF_CAMPAIGN.stream()
                .anyMatch(each -> !fresh.getOrDefault(each, "").isBlank());
    }

    /** The file. */
    String text() {
        return (fresh.getOrDefault("id", "").isBlank() ? after
                : after.withCampaign(fresh.get("id"), fresh.get("currency"), fresh)).toString();
    }

    /** What the template shows. */
    Map<String, Object> values() {
        var campaigns = new ArrayList<Map<String, Object>>();
        var was = new HashMap<String, String>(Map.of(COLOURS, before.colours()));
        for (String id : after.campaigns()) {
            var campaign = new HashMap<String, Object>(Map.of("id", id, "currency", after.ofCampaign(id, "currency"), "page",
                    SitePage.address(Item.page("campaigns/" + id)), "isFirst", campaigns.isEmpty()));
            for (String key : SiteSettings.OF_CAMPAIGN) {
                campaign.put(key, after.ofCampaign(id, key));
                was.put(key + "-" + id, before.ofCampaign(id, key));
            }
            campaigns.add(campaign);
        }
        var values = new HashMap<String, Object>(Map.of("campaigns", campaigns, "fresh", fresh, COLOURS, after.colours()));
        for (String key : SiteSettings.OF_SITE) {
            values.put(key, after.ofSite(key));
            was.put(key, before.ofSite(key));
        }
        values.put("was", was);
        return values;
    }
}
