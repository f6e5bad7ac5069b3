package org.groundswell.console.site;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.groundswell.console.site.settings.SiteSettings;
import org.groundswell.console.site.settings.UnwrittenValueException;

/**
 * The form of {@code site.yaml}: fields are named {@code name}, {@code goal-<campaign>} and, of one that is to come,
 * {@code goal-}. Beside each stands what it was ({@code was-name}): only what an editor has changed counts, so that what
 * somebody else has changed meanwhile stays. Immutable.
 *
 * @param before    what the file says
 * @param after     what it says when the form is carried out
 * @param called    what campaigns are called before
 * @param titles    and when the form is carried out
 * @param fresh     what was typed of a campaign that is to come
 * @param unwritten what was typed in fields, by their names, that cannot stand in the file
 */
record SettingsForm(SiteSettings before, SiteSettings after, TitleFields called, TitleFields titles, Map<String, String> fresh,
        Map<String, String> unwritten) {
    private static final String COLOURS = "colours";
    private static final String ID = "id";
    private static final String CURRENCY = "currency";
    private static final List<String> NEW = List.of(ID, CURRENCY);
    /** As the site's reader wants it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    static SettingsForm of(SiteSettings settings, TitleFields called) {
        return new SettingsForm(settings, settings, called, called, Map.of(), Map.of());
    }

    /** What an editor has sent. */
    static SettingsForm sent(SiteSettings before, TitleFields called, Map<String, String> sent) {
        var unwritten = new TreeMap<String, String>();
        SiteSettings after = before;
        for (String key : SiteSettings.OF_SITE) {
            after = with(after, sent, key, unwritten, (settings, value) -> settings.withOfSite(key, value));
        }
        after = with(after, sent, COLOURS, unwritten, SiteSettings::withColours);
        for (String id : before.campaigns()) {
            for (String key : SiteSettings.OF_CAMPAIGN) {
                after = with(after, sent, key + "-" + id, unwritten, (settings, value) -> settings.withOfCampaign(id, key, value));
            }
        }
        var fresh = new HashMap<String, String>();
        NEW.forEach(key -> fresh.put(key, sent.getOrDefault(key + "-", "")));
        // As codes of currencies are known, however they are typed.
        fresh.computeIfPresent(CURRENCY, (key, code) -> code.strip().toUpperCase(Locale.ROOT));
        SiteSettings.OF_CAMPAIGN.forEach(key -> fresh.put(key, sent.getOrDefault(key + "-", "")));
        called.live().keySet().forEach(language -> fresh.put(TitleFields.field(language, ""),
                sent.getOrDefault(TitleFields.field(language, ""), "")));
        // In the file there is no field any more by which they could be put right.
        if (!fresh.get(ID).isBlank() && !isNew(before, fresh.get(ID).strip())) {
            unwritten.put(ID + "-", fresh.get(ID));
        }
        if (!fresh.get(ID).isBlank() && !isCurrency(fresh.get(CURRENCY).strip())) {
            unwritten.put(CURRENCY + "-", fresh.get(CURRENCY));
        }
        TitleFields titles = called.sent(sent, before.campaigns(), fresh.get(ID).strip(), unwritten);
        var form = new SettingsForm(before, after, called, titles, fresh, unwritten);
        try {
            form.text();
        } catch (UnwrittenValueException e) {
            unwritten.put(ID + "-", fresh.get(ID));
        }
        return form;
    }

    private static boolean isNew(SiteSettings settings, String id) {
        return NAME.matcher(id).matches() && !settings.campaigns().contains(id);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream().anyMatch(each -> each.getCurrencyCode().equals(code));
    }

    private static SiteSettings with(SiteSettings settings, Map<String, String> sent, String field, Map<String, String> unwritten,
            BiFunction<SiteSettings, String, SiteSettings> change) {
        try {
            return isChanged(sent, field) ? change.apply(settings, sent.get(field)) : settings;
        } catch (UnwrittenValueException e) {
            unwritten.put(field, sent.get(field));
            return settings;
        }
    }

    static boolean isChanged(Map<String, String> sent, String field) {
        return sent.containsKey(field)
                && !TextShape.plain(sent.get(field)).equals(TextShape.plain(sent.getOrDefault("was-" + field, "")));
    }

    /** Whether somebody has begun a campaign that has no name in addresses. */
    boolean isUnfinished() {
        return !isNewCampaign() && fresh.entrySet().stream().anyMatch(each -> !each.getKey().equals(CURRENCY)
                && !each.getValue().isBlank());
    }

    private boolean isNewCampaign() {
        return !fresh.getOrDefault(ID, "").isBlank();
    }

    /** Whether there is a new one that has no title in one of the languages. */
    boolean isUntitled() {
        return isNewCampaign() && !titles.isInAllLanguages(fresh.get(ID).strip());
    }

    /** The file. */
    String text() {
        return (isNewCampaign() ? after.withCampaign(fresh.get(ID), fresh.get(CURRENCY), fresh) : after).toString();
    }

    /** What the template shows. */
    Map<String, Object> values() {
        var campaigns = new ArrayList<Map<String, Object>>();
        var was = new HashMap<String, String>(Map.of(COLOURS, before.colours()));
        for (String id : after.campaigns()) {
            var campaign = new HashMap<String, Object>(Map.of("id", id, CURRENCY, after.ofCampaign(id, CURRENCY), "page",
                    SitePage.address(Item.page("campaigns/" + id)), "isFirst", campaigns.isEmpty()));
            for (String key : SiteSettings.OF_CAMPAIGN) {
                campaign.put(key, typed(key + "-" + id, after.ofCampaign(id, key)));
                was.put(key + "-" + id, before.ofCampaign(id, key));
            }
            campaign.put("titles", titles.values(id, this::typed));
            called.live().keySet().forEach(each -> was.put(TitleFields.field(each, id), called.title(each, id)));
            campaigns.add(campaign);
        }
        var values = new HashMap<String, Object>(Map.of("campaigns", campaigns, "fresh", fresh, COLOURS,
                typed(COLOURS, after.colours()), "titles", titles.values("", fresh::getOrDefault)));
        for (String key : SiteSettings.OF_SITE) {
            values.put(key, typed(key, after.ofSite(key)));
            was.put(key, before.ofSite(key));
        }
        values.put("was", was);
        return values;
    }

    private String typed(String field, String value) {
        return unwritten.getOrDefault(field, value);
    }
}
