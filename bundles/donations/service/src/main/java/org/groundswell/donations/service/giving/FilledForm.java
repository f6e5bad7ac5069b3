package org.groundswell.donations.service.giving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** A form that is filled in already: as its donor has sent it, or as the address asks for that led here. */
record FilledForm(FormCheck.Checked checked, FormFields fields) {
    private static final Donor NOBODY = new Donor("", "", "", false);

    /** For the gift that an address asks for; what cannot be read there is left to the donor. */
    static FilledForm asked(FormFields query, Campaign campaign, String language) {
        boolean monthly = AskedGift.isMonthly(query.get("monthly"));
        Optional<Money> amount = AskedGift.amount(query.get("amount"), campaign.goal().getCurrencyUnit());
        Map<String, String> values = gift(campaign, language, monthly);
        values.put("key", Screening.newKey());
        amount.ifPresent(asked -> values.putAll(amount(asked, campaign.suggested(monthly), language)));
        return new FilledForm(new FormCheck.Checked(Map.of(), campaign, amount.orElse(null), monthly, NOBODY, language),
                new FormFields(values));
    }

    static FilledForm of(Donation donation, Site site) {
        Pledge pledge = donation.pledge();
        Campaign campaign = site.campaignOrDefault(pledge.campaign());
        String language = site.languageOrDefault(pledge.language());
        Map<String, String> values = gift(campaign, language, pledge.monthly());
        boolean there = site.campaign(pledge.campaign()).isPresent();
        // While its payment is open it is the same gift; after that, or to another campaign, it is another.
        values.put("key", there && donation.state().isOpen() ? pledge.key() : Screening.newKey());
        values.put("name", pledge.donor().name());
        values.put("email", pledge.donor().email());
        values.put("message", pledge.donor().message());
        values.put("address", pledge.donor().address());
        values.put("anonymous", pledge.donor().anonymous() ? "yes" : "");
        values.put("provider", donation.payment() == null ? "" : donation.payment().provider());
        // A campaign may have gone, or have another currency now: the amount would be another.
        if (there && pledge.amount().getCurrencyUnit().equals(campaign.goal().getCurrencyUnit())) {
            values.putAll(amount(pledge.amount(), campaign.suggested(pledge.monthly()), language));
        }
        return new FilledForm(new FormCheck.Checked(Map.of(), campaign, pledge.amount(), pledge.monthly(),
                pledge.donor(), language), new FormFields(values));
    }

    private static Map<String, String> gift(Campaign campaign, String language, boolean monthly) {
        return new HashMap<>(Map.of("lang", language, "campaign", campaign.id(), "currency",
                campaign.goal().getCurrencyUnit().getCode(), "monthly", monthly ? "yes" : ""));
    }

    /** One of those to choose from, or the one that was typed. */
    private static Map<String, String> amount(Money amount, List<Money> suggested, String language) {
        String typed = MoneyText.typed(amount, language);
        return suggested.contains(amount) ? Map.of("amount", typed) : Map.of("amount", "", "other", typed);
    }
}
