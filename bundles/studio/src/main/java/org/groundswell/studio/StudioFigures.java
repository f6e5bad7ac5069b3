package org.groundswell.studio;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** What a screen shows at this moment, in words and numbers of its language: a browser has an opinion of neither. */
final class StudioFigures {
    private static final int LOOKED_AT = 60;
    private static final int SHOWN = 8;
    private static final int LONGEST_NAME = 60;

    /** Somebody whose name everybody may see. */
    private record Named(String name, Money amount) {
    }

    private final Ledger ledger;
    private final Pages pages;
    private final Moderation moderation;

    /** @param moderation null where nobody says what may be shown: then no name is */
    StudioFigures(Ledger ledger, Pages pages, Moderation moderation) {
        this.ledger = ledger;
        this.pages = pages;
        this.moderation = moderation;
    }

    /** In each of these languages, of one look at the book. */
    Map<String, String> json(List<String> languages, Campaign campaign) {
        Totals totals = ledger.totals(campaign.id(), campaign.goal().getCurrencyUnit());
        List<Named> named = named(campaign, totals);
        var texts = new HashMap<String, String>();
        languages.forEach(language -> texts.put(language, json(language, campaign.goal(), totals, named)));
        return texts;
    }

    private String json(String language, Money goal, Totals totals, List<Named> named) {
        var json = new JsonObject();
        json.addProperty("raised", MoneyText.spoken(totals.raised(), language));
        json.addProperty("of", pages.text(language, "progress.of", MoneyText.spoken(goal, language)));
        json.addProperty("share", Math.clamp((double) totals.raised().getAmountMinorLong() / goal.getAmountMinorLong(),
                0, 1));
        json.addProperty("test", totals.isTest() ? pages.text(language, "progress.test") : "");
        json.addProperty("heading", pages.text(language, "latest.title"));
        var names = new JsonArray();
        for (Named each : named) {
            var line = new JsonObject();
            line.addProperty("name", each.name());
            line.addProperty("amount", MoneyText.spoken(each.amount(), language));
            names.add(line);
        }
        json.add("names", names);
        return json.toString();
    }

    private List<Named> named(Campaign campaign, Totals totals) {
        if (moderation == null) {
            return List.of();
        }
        return ledger.latest(campaign.id(), LOOKED_AT).stream().filter(totals::shows)
                .map(each -> new Named(shortened(moderation.shown(each).name()), each.counted()))
                .filter(each -> !each.name().isEmpty()).limit(SHOWN).toList();
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
