package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.client.Json;

/**
 * A monthly gift at Mollie (docs.mollie.com/docs/recurring-payments): a customer, a first payment that gives the
 * mandate, then a subscription. Its id is {@code customer/subscription}, because Mollie wants both.
 */
final class MonthlyGifts {
    private static final String DONATION = "donation";
    private final MollieApi api;

    MonthlyGifts(MollieApi api) {
        this.api = api;
    }

    /** Adds what makes a payment the first of many. */
    void begin(PaymentRequest request, JsonObject payment) throws PaymentException {
        var customer = new JsonObject();
        customer.add("metadata", metadata(request.donation().toString()));
        payment.addProperty("customerId", Json.text(api.create("/v2/customers", customer,
                request.donation() + "-customer"), "id")
                .orElseThrow(() -> new PaymentException("POST /v2/customers: an answer without an id")));
        payment.addProperty("sequenceType", "first");
    }

    /** The subscription of a first payment that is paid; made now if nobody has made it. */
    String subscription(JsonObject first, String donation) throws PaymentException {
        String customer = Json.needed(first, "customerId");
        for (JsonObject each : api.subscriptions(customer)) {
            // One that was stopped is not begun again.
            if (donation.equals(Json.object(each, "metadata").flatMap(found -> Json.text(found, DONATION))
                    .orElse(""))) {
                return customer + "/" + Json.needed(each, "id");
            }
        }
        var subscription = new JsonObject();
        subscription.add("amount", first.get("amount"));
        subscription.addProperty("interval", "1 month");
        subscription.addProperty("startDate", begun(first).plusMonths(1).toString());
        subscription.addProperty("description", Json.text(first, "description").orElse("") + " " + donation);
        subscription.add("metadata", metadata(donation));
        if (first.has("webhookUrl")) {
            subscription.add("webhookUrl", first.get("webhookUrl"));
        }
        return customer + "/" + Json.needed(api.create("/v2/customers/" + MollieApi.encoded(customer)
                + "/subscriptions", subscription, donation + "-subscription"), "id");
    }

    void stop(String id) throws PaymentException {
        String[] parts = id.split("/");
        if (parts.length != 2) {
            throw new PaymentException("no subscription of Mollie: " + id);
        }
        api.cancelSubscription(parts[0], parts[1]);
    }

    static JsonObject metadata(String donation) {
        var metadata = new JsonObject();
        metadata.addProperty(DONATION, donation);
        return metadata;
    }

    private static LocalDate begun(JsonObject payment) {
        return MollieReports.begun(payment).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
