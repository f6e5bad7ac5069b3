package org.groundswell.studio;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.groundswell.donations.api.Donation;
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

    private final Ledger ledger;
    private final Pages pages;
    private final Moderation moderation;

    /** @param moderation null where nobody says what may be shown: then no name is */
    StudioFigures(Ledger ledger, Pages pages, Moderation moderation) {
        this.ledger = ledger;
        this.pages = pages;
        this.moderation = moderation;
    }

    String json(String language, Campaign campaign) {
        Money goal = campaign.goal();
        Totals totals = ledger.totals(campaign.id(), goal.getCurrencyUnit());
        var json = new JsonObject();
        json.addProperty("raised", MoneyText.spoken(totals.raised(), language));
        json.addProperty("of", pages.text(language, "progress.of", MoneyText.spoken(goal, language)));
        json.addProperty("share", Math.clamp((double) totals.raised().getAmountMinorLong() / goal.getAmountMinorLong(),
                0, 1));
        json.addProperty("test", totals.isTest() ? pages.text(language, "progress.test") : "");
        json.addProperty("heading", pages.text(language, "latest.title"));
        json.add("names", names(language, campaign, totals));
        return json.toString();
    }

    private JsonArray names(String language, Campaign campaign, Totals totals) {
        var names = new JsonArray();
        if (moderation == null) {
            return names;
        }
        for (Donation each : ledger.latest(campaign.id(), LOOKED_AT)) {
            String name = moderation.shown(each).name();
            if (!name.isEmpty() && totals.shows(each) && names.size() < SHOWN) {
                var line = new JsonObject();
                line.addProperty("name", shortened(name));
                line.addProperty("amount", MoneyText.spoken(each.counted(), language));
                names.add(line);
            }
        }
        return names;
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
