package org.groundswell.payments.stripe;

import java.util.Locale;
import java.util.Set;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.client.Texts;

/** What Stripe has to know to make a Checkout Session (docs.stripe.com/api/checkout/sessions/create). */
final class SessionForm {
    /** Languages of the hosted page (docs.stripe.com/js/appendix/supported_locales) that sites are likely to have. */
    private static final Set<String> LOCALES = Set.of("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr",
            "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv",
            "th", "tr", "vi", "zh");
    private static final int LONGEST_NAME = 250;

    private SessionForm() {
    }

    /** @throws PaymentRefusedException if Stripe has no such amount */
    static Form of(PaymentRequest request, String statementSuffix) throws PaymentRefusedException {
        long units = StripeAmounts.needed(request.amount());
        String donation = request.donation().toString();
        String kind = request.monthly() ? "subscription_data" : "payment_intent_data";
        String price = "line_items[0][price_data]";
        var form = new Form().with("mode", request.monthly() ? "subscription" : "payment")
                .with("client_reference_id", donation)
                .with("metadata[" + StripeReports.DONATION + "]", donation)
                // Charges, refunds and disputes do not carry the session's metadata.
                .with(kind + "[metadata][" + StripeReports.DONATION + "]", donation)
                .with(kind + "[metadata][campaign]", request.campaign())
                .with("metadata[campaign]", request.campaign())
                .with("line_items[0][quantity]", 1)
                .with(price + "[currency]", request.amount().getCurrencyUnit().getCode().toLowerCase(Locale.ROOT))
                .with(price + "[unit_amount]", units)
                .with(price + "[product_data][name]", Texts.cut(request.description(), LONGEST_NAME))
                .with("locale", LOCALES.contains(request.language()) ? request.language() : "auto")
                .with("success_url", request.returnUrl())
                .with("cancel_url", request.cancelUrl());
        if (request.monthly()) {
            form.with(price + "[recurring][interval]", "month");
        } else {
            form.with("submit_type", "donate");
            // Only single payments have one (docs.stripe.com/api/checkout/sessions/create).
            if (!statementSuffix.isEmpty()) {
                form.with("payment_intent_data[statement_descriptor_suffix]", statementSuffix);
            }
        }
        if (!request.email().isEmpty()) {
            form.with("customer_email", request.email());
        }
        return form;
    }
}
