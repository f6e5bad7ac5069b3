package org.groundswell.donations.service.giving;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.AmountLimits;
import org.groundswell.shared.money.AmountParser;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.shared.money.RefusedAmount;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Checks a form field by field, with messages in the donor's language. */
final class FormCheck {
    private static final int MAX_NAME = 100;
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_ADDRESS = 300;
    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9]{1,32}");

    private final Pages pages;
    private final PaymentChoices choices;
    private final AmountLimits limits;

    FormCheck(Pages pages, PaymentChoices choices, AmountLimits limits) {
        this.pages = pages;
        this.choices = choices;
        this.limits = limits;
    }

    /** What a form means: either errors by field name, or all the rest. */
    record Checked(Map<String, String> errors, Campaign campaign, Money amount, boolean monthly, Donor donor,
            String language) {

        /** The will of a form without errors. */
        Pledge pledge(String key, Instant at) {
            return new Pledge(UuidCreator.getTimeOrderedEpoch(), key, campaign.id(), amount, donor, language, monthly, null, at);
        }
    }

    Checked check(FormFields input) {
        Site site = pages.site();
        String language = site.languageOrDefault(input.get("lang"));
        var errors = new LinkedHashMap<String, String>();
        boolean gone = site.campaign(input.get("campaign")).isEmpty();
        Campaign known = site.campaignOrDefault(input.get("campaign"));
        CurrencyUnit currency = known.goal().getCurrencyUnit();
        if (gone) {
            errors.put("campaign", gone(pages, language, known));
        } else if (input.has("currency") && !input.get("currency").equals(currency.getCode())) {
            errors.put("amount", pages.text(language, "error.currency", currency.getCode()));
        }
        var offered = choices.choices(language, currency);
        checkProvider(input, language, offered, errors);
        // What was typed for another campaign is none for this one; that it has to be chosen is said already.
        Money amount = gone ? null : amount(input, language, known, errors);
        var donor = new Donor(text(input, "name", MAX_NAME, language, errors), email(input, language, errors),
                text(input, "message", MAX_MESSAGE, language, errors), input.has("anonymous"),
                text(input, "address", MAX_ADDRESS, language, errors));
        return new Checked(errors, known, amount, monthly(input, language, offered, errors), donor, language);
    }

    /** What is said of a form or a gift whose campaign the site does not have any more. */
    static String gone(Pages pages, String language, Campaign instead) {
        return pages.text(language, "error.campaign", pages.campaignTitle(language, instead.id(), pages.site().name()));
    }

    /** While there is no way to pay at all, the pledge is noted for when the one that was chosen is back. */
    private void checkProvider(FormFields input, String language, List<PaymentChoices.Choice> offered,
            Map<String, String> errors) {
        String provider = input.get("provider");
        boolean possible = offered.isEmpty() ? PROVIDER.matcher(provider).matches()
                : offered.stream().anyMatch(each -> each.provider().equals(provider));
        if (!provider.isEmpty() && !possible) {
            errors.put("provider", pages.text(language, "error.gone"));
        }
    }

    /** Whoever gives every month needs the link that ends it, and so an e-mail address. */
    private boolean monthly(FormFields input, String language, List<PaymentChoices.Choice> offered,
            Map<String, String> errors) {
        if (!input.get("monthly").equals("yes")) {
            return false;
        }
        if (EmailAddress.cleaned(input.get("email")).isEmpty()) {
            errors.put("email", pages.text(language, "error.email.monthly"));
        }
        boolean possible = errors.containsKey("provider") || offered.stream().anyMatch(each -> each.monthly()
                && (!input.has("provider") || each.provider().equals(input.get("provider"))));
        // While there is no way to pay at all, the pledge is noted as any other.
        if (!offered.isEmpty() && !possible) {
            errors.put("monthly", pages.text(language, "error.monthly"));
        }
        return true;
    }

    private Money amount(FormFields input, String language, Campaign campaign, Map<String, String> errors) {
        String typed = input.has("other") ? input.get("other") : input.get("amount");
        CurrencyUnit currency = campaign.goal().getCurrencyUnit();
        Optional<Money> amount = AmountParser.parse(typed, language, currency);
        AmountLimits.Range range = limits.of(currency);
        if (amount.isEmpty()) {
            errors.putIfAbsent("amount", refused(RefusedAmount.of(typed, language, currency), language, campaign));
        } else if (amount.get().isLessThan(range.smallest())) {
            errors.putIfAbsent("amount", pages.text(language, "error.amount.least",
                    MoneyText.spoken(range.smallest(), language)));
        } else if (amount.get().isGreaterThan(range.largest())) {
            errors.putIfAbsent("amount", tooLarge(currency, language));
        }
        return amount.orElse(null);
    }

    /** Names the cause: whoever only hears "an amount such as 25" types the same once more. */
    private String refused(RefusedAmount cause, String language, Campaign campaign) {
        CurrencyUnit currency = campaign.goal().getCurrencyUnit();
        String example = example(campaign, language);
        return switch (cause) {
            case RefusedAmount.OtherCurrency other -> pages.text(language, "error.amount.other", currency.getCode(),
                    other.written(), example);
            case RefusedAmount.TooManyDecimals _ when currency.getDecimalPlaces() == 0 -> pages.text(language,
                    "error.amount.whole", currency.getCode(), example);
            case RefusedAmount.TooManyDecimals _ -> pages.text(language, "error.amount.decimals", currency.getCode(),
                    currency.getDecimalPlaces(), example);
            case RefusedAmount.Negative negative -> pages.text(language, "error.amount.minus",
                    MoneyText.typed(negative.meant(), language));
            case RefusedAmount.Several _ -> pages.text(language, "error.amount.several", example);
            case RefusedAmount.TooLarge _ -> tooLarge(currency, language);
            case RefusedAmount.Unclear _ -> pages.text(language, "error.amount", example);
        };
    }

    private String tooLarge(CurrencyUnit currency, String language) {
        return pages.text(language, "error.amount.most", MoneyText.spoken(limits.of(currency).largest(), language));
    }

    private String example(Campaign campaign, String language) {
        List<String> typed = MoneyText.examples(campaign.amounts().stream().findFirst().orElse(campaign.goal()),
                language);
        return typed.size() == 1 ? typed.getFirst()
                : pages.text(language, "error.amount.or", typed.getFirst(), typed.getLast());
    }

    private String email(FormFields input, String language, Map<String, String> errors) {
        String email = EmailAddress.cleaned(input.get("email"));
        if (!email.isEmpty() && !EmailAddress.isValid(email)) {
            errors.put("email", pages.text(language, "error.email"));
        }
        return email;
    }

    private String text(FormFields input, String field, int longest, String language, Map<String, String> errors) {
        if (input.isLonger(field, longest)) {
            errors.put(field, pages.text(language, "error.long", longest));
        }
        return input.get(field);
    }
}
