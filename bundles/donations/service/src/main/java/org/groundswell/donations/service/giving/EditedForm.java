package org.groundswell.donations.service.giving;

import java.util.Optional;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.AmountParser;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A form that its donor wants to see again, in the language that the field {@code edit} names: from the summary to change
 * something, or because another language was chosen half-way. Nothing is checked and nothing is recorded.
 */
final class EditedForm {
    private static final String EDIT = "edit";

    private EditedForm() {
    }

    static boolean isWanted(FormFields input) {
        return input.has(EDIT);
    }

    /**
     * The same form in the other language. Amounts are written anew: what is twelve and a half dinars in one language is
     * twelve thousand and five hundred in another.
     */
    static FormFields of(FormFields input, Site site) {
        String from = site.languageOrDefault(input.get("lang"));
        String to = site.languageOrDefault(input.get(EDIT));
        CurrencyUnit currency = site.campaignOrDefault(input.get("campaign")).goal().getCurrencyUnit();
        FormFields form = input.with("lang", to);
        for (String field : SentForm.AMOUNTS) {
            Optional<Money> amount = AmountParser.parse(input.get(field), from, currency);
            if (amount.isPresent()) {
                form = form.with(field, MoneyText.typed(amount.get(), to));
            } else if (AmountParser.parse(input.get(field), to, currency).isPresent()) {
                // What was refused must not come to mean something by itself.
                form = form.with(field, "");
            }
        }
        return form;
    }
}
