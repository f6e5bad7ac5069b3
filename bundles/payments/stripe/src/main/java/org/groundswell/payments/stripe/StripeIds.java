package org.groundswell.payments.stripe;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.client.Json;

/** Finds the payment, a Checkout Session or an invoice of a later month, to which something else of Stripe's belongs. */
final class StripeIds {
    private final StripeApi api;

    StripeIds(StripeApi api) {
        this.api = api;
    }

    Optional<JsonObject> payment(String id) throws PaymentException {
        return id.startsWith("in_") ? api.invoice(id) : api.session(id);
    }

    Optional<String> ofInvoice(String id) throws PaymentException {
        Optional<JsonObject> invoice = api.invoice(id);
        if (invoice.isEmpty() || !StripeReports.isFirst(invoice.get())) {
            return invoice.flatMap(each -> Json.text(each, "id"));
        }
        Optional<String> subscription = Json.object(invoice.get(), "parent", "subscription_details")
                .flatMap(each -> Json.text(each, "subscription"));
        return subscription.isEmpty() ? Optional.empty() : api.sessionBy("subscription", subscription.get());
    }

    Optional<String> ofIntent(String intent) throws PaymentException {
        if (intent.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> session = api.sessionBy("payment_intent", intent);
        if (session.isPresent()) {
            return session;
        }
        Optional<String> invoice = api.invoiceOfIntent(intent).flatMap(each -> Json.text(each, "invoice"));
        return invoice.isEmpty() ? Optional.empty() : ofInvoice(invoice.get());
    }
}
