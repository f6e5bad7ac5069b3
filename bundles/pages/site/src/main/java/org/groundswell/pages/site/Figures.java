package org.groundswell.pages.site;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;

/**
 * What the ledger says about each campaign at one moment. Immutable; public because templates read it.
 *
 * @param byCampaign by the campaign's id; a campaign the ledger has not been asked about is missing
 * @param cards      pictures of them, a minute old at most
 */
public record Figures(Map<String, CampaignFigures> byCampaign, Cards cards) {
    static final Figures UNKNOWN = new Figures(Map.of());
    private static final int LATEST = 6;

    /**
     * One campaign's figures, as templates see them.
     *
     * @param share   of the goal, 0 to 1
     * @param updated null before the first gift
     * @param test    whether all of these are tests, in which no real money moved: then the page has to say so
     */
    public record CampaignFigures(Money raised, Money goal, long donations, double share, Instant updated,
            List<LatestDonation> latest, boolean test) {

        /** As everybody may read it, with the campaign's id. */
        String json(String id) {
            var json = new JsonObject();
            json.addProperty("id", id);
            json.addProperty("currency", goal.getCurrencyUnit().getCode());
            json.addProperty("decimals", goal.getCurrencyUnit().getDecimalPlaces());
            json.addProperty("goal", goal.getAmountMinorLong());
            json.addProperty("raised", raised.getAmountMinorLong());
            json.addProperty("donations", donations);
            json.addProperty("updated", updated == null ? null : updated.toString());
            json.addProperty("test", test);
            return json.toString();
        }
    }

    /** A donation as everybody may see it; the name is empty for donors who are not named. */
    public record LatestDonation(String name, String message, Money amount, Instant at) {
    }

    Figures(Map<String, CampaignFigures> byCampaign) {
        this(byCampaign, Cards.NONE);
    }

    /** The same, with these pictures. */
    Figures with(Cards drawn) {
        return new Figures(byCampaign, drawn);
    }

    /** @param shown what everybody may see of a donation */
    static Figures read(Ledger ledger, Site site, Function<Donation, Shown> shown) {
        var figures = new HashMap<String, CampaignFigures>();
        for (Campaign campaign : site.campaigns()) {
            Money goal = campaign.goal();
            Totals totals = ledger.totals(campaign.id(), goal.getCurrencyUnit());
            double share = Math.clamp((double) totals.raised().getAmountMinorLong() / goal.getAmountMinorLong(), 0, 1);
            figures.put(campaign.id(), new CampaignFigures(totals.raised(), goal, totals.donations(), share,
                    totals.updated().equals(Instant.EPOCH) ? null : totals.updated(), ledger.latest(campaign.id(), LATEST).stream()
                            .map(each -> visible(each, shown.apply(each))).toList(), totals.isTest()));
        }
        return new Figures(Map.copyOf(figures));
    }

    /** The same without what anybody has written. */
    Figures withoutWords() {
        var without = new HashMap<String, CampaignFigures>();
        byCampaign.forEach((id, each) -> without.put(id, new CampaignFigures(each.raised(), each.goal(), each.donations(),
                each.share(), each.updated(), each.latest().stream().map(donation -> new LatestDonation("", "",
                        donation.amount(), donation.at())).toList(), each.test())));
        return this == UNKNOWN ? this : new Figures(Map.copyOf(without));
    }

    private static LatestDonation visible(Donation donation, Shown shown) {
        return new LatestDonation(shown.name(), shown.message(), donation.counted(), donation.changed());
    }
}
