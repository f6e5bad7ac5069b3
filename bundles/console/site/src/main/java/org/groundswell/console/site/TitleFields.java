package org.groundswell.console.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.groundswell.console.site.settings.Translation;
import org.groundswell.console.site.settings.UnwrittenValueException;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.text.TextDirection;

/**
 * The fields for what campaigns are called, {@code called.<language>.<campaign>}, and {@code called.<language>.} of one that is
 * to come. Immutable.
 *
 * @param live    the languages' texts as visitors have them; without those that nobody could read
 * @param drafted what is to be
 */
record TitleFields(List<String> languages, Map<String, Translation> live, List<CampaignTitle> drafted) {
    private static final String CALLED = "called.";

    static TitleFields of(SiteDesk desk, Optional<Draft> draft) throws IOException {
        var live = new LinkedHashMap<String, Translation>();
        for (Sheet.Column each : desk.sheet(Item.TRANSLATIONS).columns()) {
            Translation.read(each.live()).ifPresent(texts -> live.put(each.language(), texts));
        }
        return new TitleFields(desk.languages(), live, draft.map(Draft::titles).orElse(List.of()));
    }

    static boolean isOne(String field) {
        return field.startsWith(CALLED);
    }

    static String field(String language, String campaign) {
        return CALLED + language + "." + campaign;
    }

    String title(String language, String campaign) {
        return drafted.stream().filter(each -> each.language().equals(language) && each.campaign().equals(campaign)).findFirst()
                .map(CampaignTitle::title).orElseGet(() -> live.get(language).title(campaign));
    }

    boolean isInAllLanguages(String campaign) {
        return languages.stream().allMatch(each -> live.containsKey(each) && !title(each, campaign).isEmpty());
    }

    /** Differs whenever the site calls one of these otherwise. */
    String digest(List<String> campaigns) {
        return TextChange.digest(live.values().stream().flatMap(texts -> campaigns.stream().map(texts::title))
                .collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What an editor has sent, made from what the site says now.
     *
     * @param fresh     the campaign that is to come; empty where there is none
     * @param unwritten takes what was typed in fields, by their names, that cannot stand in the file
     */
    TitleFields sent(Map<String, String> sent, List<String> campaigns, String fresh, Map<String, String> unwritten) {
        var titles = new ArrayList<CampaignTitle>();
        live.forEach((language, texts) -> {
            campaigns.forEach(each -> add(titles, language, each, field(language, each), sent, unwritten));
            if (!fresh.isEmpty() && !sent.getOrDefault(field(language, ""), "").isBlank()) {
                add(titles, language, fresh, field(language, ""), sent, unwritten);
            }
        });
        return new TitleFields(languages, live, List.copyOf(titles));
    }

    private void add(List<CampaignTitle> titles, String language, String campaign, String field, Map<String, String> sent,
            Map<String, String> unwritten) {
        String was = live.get(language).title(campaign);
        String before = title(language, campaign);
        String typed = SettingsForm.isChanged(sent, field) ? sent.get(field).strip() : before;
        try {
            if (!typed.isEmpty()) {
                live.get(language).withTitle(campaign, typed);
                titles.add(new CampaignTitle(language, campaign, was, typed));
            } else if (!was.isEmpty()) {
                unwritten.put(field, "");
            }
        } catch (UnwrittenValueException e) {
            unwritten.put(field, typed);
        }
    }

    /** @param typed what is shown in a field, of its name and what would be there */
    List<Map<String, String>> values(String campaign, BinaryOperator<String> typed) {
        return live.keySet().stream().map(language -> Map.of("language", language, "direction",
                TextDirection.isRightToLeft(language) ? "rtl" : "ltr", "field", field(language, campaign), "value",
                typed.apply(field(language, campaign), campaign.isEmpty() ? "" : title(language, campaign)))).toList();
    }
}
