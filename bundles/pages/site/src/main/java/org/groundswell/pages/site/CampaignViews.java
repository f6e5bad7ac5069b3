package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.site.CampaignView.Gift;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** The campaigns of one loaded site in each language. Immutable. */
final class CampaignViews {
    private final Translations texts;
    private final Map<String, List<CampaignView>> byLanguage;

    CampaignViews(LoadedSite loaded) {
        texts = loaded.translations();
        var views = new HashMap<String, List<CampaignView>>();
        for (String language : loaded.site().languages()) {
            views.put(language, loaded.site().campaigns().stream().map(each -> view(loaded, language, each)).toList());
        }
        byLanguage = Map.copyOf(views);
    }

    /** In the order of the site. */
    List<CampaignView> in(String language) {
        return byLanguage.get(language);
    }

    CampaignView of(Campaign campaign, String language) {
        return in(language).stream().filter(each -> each.id().equals(campaign.id())).findFirst().orElseThrow();
    }

    /** One that the site does not have any more, but gifts have: its ways lead to the first one, whose words it has not. */
    CampaignView gone(String id, String language) {
        CampaignView first = in(language).getFirst();
        String key = CampaignPages.titleKey(id);
        return new CampaignView(id, texts.has(language, key) ? texts.text(language, key) : "", first.goal(), first.page(),
                first.form(), Map.of(), first.amounts(), first.monthly(), first.closed());
    }

    private static CampaignView view(LoadedSite loaded, String language, Campaign campaign) {
        String own = CampaignPages.name(campaign);
        boolean first = loaded.isFirst(campaign);
        Map<String, String> about = loaded.content(language, own)
                .or(() -> loaded.content(language, "home").filter(_ -> first)).map(Content::meta).orElse(Map.of());
        String title = CampaignPages.title(campaign, language, loaded.translations());
        String form = loaded.form(language, campaign);
        boolean same = campaign.monthlyAmounts().equals(campaign.amounts());
        return new CampaignView(campaign.id(), title, campaign.goal(), loaded.link(language, first ? "home" : own), form,
                about, gifts(campaign.amounts(), language, form, "", about, "gifts."),
                same ? List.of() : gifts(campaign.monthlyAmounts(), language, form, "&monthly=yes", about,
                        "gifts.monthly."), loaded.closed().contains(campaign.id()));
    }

    private static List<Gift> gifts(List<Money> amounts, String language, String form, String often,
            Map<String, String> about, String prefix) {
        var gifts = new ArrayList<Gift>();
        for (Money amount : amounts) {
            String key = prefix + gifts.size();
            String plain = MoneyText.plain(amount);
            gifts.add(new Gift(amount, MoneyText.typed(amount, language), plain, form + "?amount=" + plain + often,
                    about.getOrDefault(key + ".title", ""), about.getOrDefault(key + ".text", "")));
        }
        return List.copyOf(gifts);
    }
}
