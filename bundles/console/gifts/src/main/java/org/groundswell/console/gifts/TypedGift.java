package org.groundswell.console.gifts;

import java.util.Optional;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.pages.api.Campaign;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.AmountParser;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a volunteer typed while somebody was on the phone. */
sealed interface TypedGift {

    /**
     * A gift that can be entered.
     *
     * @param donor    without words or address; whoever phones is asked for neither
     * @param language in which the donor gets a receipt, one of the site's
     * @param words    a note for colleagues
     */
    record Right(Campaign campaign, Money amount, Donor donor, String language, String words) implements TypedGift {
    }

    /**
     * One that has to be put right first.
     *
     * @param key    of our texts
     * @param amount what is to be confirmed, or null
     */
    record Wrong(String key, Money amount) implements TypedGift {
    }

    /**
     * @param reader  the language in which the volunteer types
     * @param askFrom from this amount on, in whole units of the currency, a slip of the finger is likelier than a gift
     * @throws BadFormException if the campaign or the language is none that a form of ours has
     */
    static TypedGift read(FormFields form, Choices choices, String reader, long askFrom) throws BadFormException {
        Optional<Campaign> campaign = choices.campaign(form.get("campaign"));
        if (campaign.isEmpty() || !choices.site().languages().contains(form.get("language"))) {
            throw new BadFormException(400, "campaign and language: expected those that the form has");
        }
        CurrencyUnit currency = campaign.get().goal().getCurrencyUnit();
        Optional<Money> amount = AmountParser.parse(form.get("amount"), reader, currency).filter(Money::isPositive);
        String email = EmailAddress.cleaned(form.get("email"));
        if (amount.isEmpty()) {
            return new Wrong("phone.problem.amount", null);
        }
        if (!email.isEmpty() && !EmailAddress.isValid(email)) {
            return new Wrong("phone.problem.email", null);
        }
        if (form.isLonger("name", GiftChanges.LONGEST_NAME) || form.isLonger("words", Remark.LONGEST)) {
            return new Wrong("problem.long", null);
        }
        boolean isLarge = !amount.get().isLessThan(Money.ofMajor(currency, askFrom));
        if (isLarge && !form.get("sure").equals(sure(amount.get()))) {
            return new Wrong("phone.problem.sure", amount.get());
        }
        var donor = new Donor(form.get("name"), email, "", !form.get("shown").equals("yes"));
        return new Right(campaign.get(), amount.get(), donor, form.get("language"), form.get("words"));
    }

    /** What the form sends to confirm this amount and no other. */
    static String sure(Money amount) {
        return amount.getCurrencyUnit() + " " + MoneyText.plain(amount);
    }
}
