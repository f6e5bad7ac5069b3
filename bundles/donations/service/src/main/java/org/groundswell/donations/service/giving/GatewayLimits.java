package org.groundswell.donations.service.giving;

import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.pages.api.Pages;
import org.groundswell.payments.api.PaymentLimits;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** Says at the field what the gateway would refuse: its no would come after the pledge, and help nobody. */
final class GatewayLimits {
    private final Pages pages;
    private final Providers providers;

    GatewayLimits(Pages pages, Providers providers) {
        this.pages = pages;
        this.providers = providers;
    }

    /** Adds to the errors of the form where the gateway that would be asked does not take its amount. */
    void check(FormCheck.Checked checked, FormFields input) {
        Money amount = checked.amount();
        if (amount == null || checked.errors().containsKey("amount") || checked.errors().containsKey("provider")) {
            return;
        }
        providers.chosen(input.get("provider"), amount.getCurrencyUnit(), checked.monthly())
                .map(provider -> limits(provider, checked)).ifPresent(limits -> limits.objection(amount)
                        .ifPresent(objection -> checked.errors().put("amount", text(objection, limits, checked))));
    }

    /** A provider that cannot say now is asked for the payment as ever. */
    private static PaymentLimits limits(PaymentProvider provider, FormCheck.Checked checked) {
        try {
            return provider.limits(checked.amount().getCurrencyUnit(), checked.monthly());
        } catch (RuntimeException e) {
            return PaymentLimits.UNKNOWN;
        }
    }

    private String text(PaymentLimits.Objection objection, PaymentLimits limits, FormCheck.Checked checked) {
        return switch (objection) {
            case TOO_SMALL -> text("error.amount.gateway.small", limits.smallest(), checked);
            case TOO_LARGE -> text("error.amount.gateway.large", limits.largest(), checked);
            case NOT_IN_STEPS -> text("error.amount.gateway.steps", limits.step(), checked);
        };
    }

    private String text(String key, Money limit, FormCheck.Checked checked) {
        return pages.text(checked.language(), key, MoneyText.spoken(limit, checked.language()));
    }
}
