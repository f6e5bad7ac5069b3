package org.groundswell.donations.service;

import java.util.HashMap;
import java.util.Map;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Pledge;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** The form as a donor has sent it, to be sent again. */
record FilledForm(FormCheck.Checked checked, FormFields fields) {

    static FilledForm of(Donation donation, Site site) {
        Pledge pledge = donation.pledge();
        Campaign campaign = site.campaign(pledge.campaign()).orElse(site.campaigns().getFirst());
        String language = site.languageOrDefault(pledge.language());
        var values = new HashMap<String, String>();
        // While its payment is open it is the same gift; after that it is another.
        values.put("key", donation.state().isOpen() ? pledge.key() : Screening.newKey());
        values.put("lang", language);
        values.put("campaign", campaign.id());
        values.put("currency", campaign.goal().getCurrencyUnit().getCode());
        values.put("monthly", pledge.monthly() ? "yes" : "");
        values.put("name", pledge.donor().name());
        values.put("email", pledge.donor().email());
        values.put("message", pledge.donor().message());
        values.put("anonymous", pledge.donor().anonymous() ? "yes" : "");
        values.put("provider", donation.payment() == null ? "" : donation.payment().provider());
        values.putAll(amount(pledge.amount(), campaign, language));
        return new FilledForm(new FormCheck.Checked(Map.of(), campaign, pledge.amount(), pledge.monthly(),
                pledge.donor(), language), new FormFields(values));
    }

    /** One of those to choose from, or the one that was typed. */
    private static Map<String, String> amount(Money amount, Campaign campaign, String language) {
        String typed = MoneyText.typed(amount, language);
        return campaign.amounts().contains(amount) ? Map.of("amount", typed) : Map.of("amount", "", "other", typed);
    }
}
