package org.groundswell.donations.service.giving;

import java.util.List;
import java.util.Optional;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.FormFields;

/** A form as its donor meant it: with the amount of the way of giving that was chosen, and with none of another money. */
final class SentForm {
    /** Fields with amounts; the last two are those of the other way of giving, for whoever thinks again. */
    static final List<String> AMOUNTS = List.of("amount", "other", "onceAmount", "monthlyAmount");

    private SentForm() {
    }

    static FormFields of(FormFields sent, Site site) {
        FormFields form = withChosenAmount(sent);
        if (isOfOtherMoney(form, site)) {
            for (String field : AMOUNTS) {
                form = form.with(field, "");
            }
        }
        return form;
    }

    /** Gifts of every month may have suggestions of their own, in a field beside the others': the one that counts. */
    static FormFields withChosenAmount(FormFields sent) {
        boolean own = sent.get("monthly").equals("yes") && sent.has("monthlyAmounts");
        return own ? sent.with("onceAmount", sent.get("amount")).with("amount", sent.get("monthlyAmount")) : sent;
    }

    /** Its campaign has gone since, and what it goes to now may count in anything, or it has another currency. */
    private static boolean isOfOtherMoney(FormFields form, Site site) {
        Optional<Campaign> campaign = site.campaign(form.get("campaign"));
        return campaign.isEmpty() || form.has("currency")
                && !form.get("currency").equals(campaign.get().goal().getCurrencyUnit().getCode());
    }
}
