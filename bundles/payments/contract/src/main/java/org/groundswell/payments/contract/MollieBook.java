package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What Mollie remembers, and how it tells it. */
final class MollieBook {
    final Map<String, JsonObject> payments = Collections.synchronizedMap(new LinkedHashMap<>());
    final Map<String, JsonObject> subscriptions = Collections.synchronizedMap(new LinkedHashMap<>());

    /** @param base where the hosted page is */
    String stored(JsonObject body, String base) {
        JsonObject payment = identified("payment", "tr_", body);
        String id = payment.get("id").getAsString();
        payment.addProperty("status", "open");
        payment.addProperty("createdAt", Instant.now().toString());
        var embedded = new JsonObject();
        embedded.add("refunds", new JsonArray());
        embedded.add("chargebacks", new JsonArray());
        payment.add("_embedded", embedded);
        var checkout = new JsonObject();
        checkout.addProperty("href", base + "/checkout/" + id);
        var links = new JsonObject();
        links.add("checkout", checkout);
        payment.add("_links", links);
        payments.put(id, payment);
        return id;
    }

    static JsonObject identified(String resource, String prefix, JsonObject body) {
        JsonObject made = body.deepCopy();
        made.addProperty("resource", resource);
        made.addProperty("id", prefix + UUID.randomUUID().toString().replace("-", ""));
        return made;
    }

    static JsonObject amount(String currency, String value) {
        var amount = new JsonObject();
        amount.addProperty("currency", currency);
        amount.addProperty("value", value);
        return amount;
    }

    static double value(JsonObject from) {
        return from.getAsJsonObject("amount").get("value").getAsDouble();
    }

    static double refunded(JsonObject payment) {
        return embeddedOf(payment, "refunds").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(each -> !each.get("status").getAsString().equals("failed")).mapToDouble(MollieBook::value)
                .sum();
    }

    /** Refunds and chargebacks only where they were asked for; else what they sum up to. */
    static JsonObject summed(JsonObject payment, String embed) {
        JsonObject summed = payment.deepCopy();
        if (embed.isEmpty()) {
            summed.remove("_embedded");
        }
        String currency = payment.getAsJsonObject("amount").get("currency").getAsString();
        double refunded = refunded(payment);
        double chargedBack = embeddedOf(payment, "chargebacks").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(each -> !each.has("reversedAt")).mapToDouble(MollieBook::value).sum();
        if (refunded > 0) {
            summed.add("amountRefunded", amount(currency, String.format(Locale.ROOT, "%.2f", refunded)));
        }
        if (chargedBack > 0) {
            summed.add("amountChargedBack", amount(currency, String.format(Locale.ROOT, "%.2f", chargedBack)));
        }
        return summed;
    }

    static JsonObject embedded(String name, List<? extends JsonElement> found) {
        var array = new JsonArray();
        found.forEach(array::add);
        var embedded = new JsonObject();
        embedded.add(name, array);
        var answer = new JsonObject();
        answer.add("_embedded", embedded);
        return answer;
    }

    private static JsonArray embeddedOf(JsonObject payment, String name) {
        return payment.getAsJsonObject("_embedded").getAsJsonArray(name);
    }

    private static JsonObject add(JsonObject payment, String name, JsonObject each) {
        embeddedOf(payment, name).add(each);
        return each;
    }

    static JsonObject last(JsonObject payment, String name) {
        JsonArray all = embeddedOf(payment, name);
        return all.get(all.size() - 1).getAsJsonObject();
    }

    List<JsonObject> subscriptionsOf(String customer) {
        return subscriptions.values().stream().filter(each -> each.get("customerId").getAsString().equals(customer))
                .toList();
    }

    JsonObject subscription(String customer, JsonObject body) {
        JsonObject subscription = identified("subscription", "sub_", body);
        subscription.addProperty("customerId", customer);
        subscription.addProperty("status", "active");
        subscriptions.put(subscription.get("id").getAsString(), subscription);
        return subscription;
    }

    /** The next month of a payment with which a subscription began; returns its own payment's name. */
    String renewed(String paymentId, String base) {
        JsonObject subscription = subscriptionsOf(payments.get(paymentId).get("customerId").getAsString()).getFirst();
        var payment = new JsonObject();
        for (String field : List.of("amount", "description", "metadata", "webhookUrl", "customerId")) {
            payment.add(field, subscription.get(field));
        }
        payment.add("subscriptionId", subscription.get("id"));
        payment.addProperty("sequenceType", "recurring");
        return stored(payment, base);
    }

    static JsonObject refund(JsonObject payment, JsonObject body) {
        JsonObject refund = add(payment, "refunds", identified("refund", "re_", body));
        refund.addProperty("status", "pending");
        return refund;
    }

    static void chargeBack(JsonObject payment) {
        var chargeback = new JsonObject();
        chargeback.add("amount", payment.get("amount"));
        add(payment, "chargebacks", identified("chargeback", "chb_", chargeback));
    }
}
