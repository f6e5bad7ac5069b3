package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * As much of Mollie as a charity needs, on the loopback, after its published documentation: docs.mollie.com/reference
 * (payments, refunds, chargebacks, customers, subscriptions, settlements, webhooks, idempotency, pagination, errors).
 */
public final class MollieServer extends LocalServer implements GatewayControl {
    private static final Fields FIELDS = new Fields("amount", amount("EUR", "1e999999999"), "createdAt",
            new JsonPrimitive("1970-01-01T00:00:00Z"), new JsonPrimitive("+999999999-12-31T23:59:59Z"));
    private static final List<String> NEEDED = List.of("amount", "description", "redirectUrl", "metadata");
    private final String key;
    private final Map<String, JsonObject> payments = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, JsonObject> subscriptions = Collections.synchronizedMap(new LinkedHashMap<>());
    private final MollieSettlements settlements = new MollieSettlements(payments);
    private volatile String organizationToken;
    private volatile URI webhook;

    /** @param key what requests have to carry */
    public MollieServer(String key) {
        this.key = key;
    }

    /** From now on settlements are told to whoever has this token, and to nobody else. */
    public void tellSettlements(String token) {
        organizationToken = token;
    }

    /** From now on everything that a donor does on the hosted page is notified there, twice. */
    public void notifyAt(URI address) {
        webhook = address;
    }

    @Override
    Answer answer(Asked asked) {
        String[] path = asked.path().split("/");
        if (path[1].equals("checkout")) {
            return hosted(asked, path[2]);
        }
        String wanted = path[2].equals("settlements") ? organizationToken : key;
        if (!("Bearer " + wanted).equals(asked.headers().get("authorization"))) {
            return error(401, "Unauthorized Request", "");
        }
        JsonObject body = asked.body().isEmpty() ? null : JsonParser.parseString(asked.body()).getAsJsonObject();
        String kind = asked.method() + " " + path[2] + (path.length > 4 ? "/" + path[4] : "");
        return switch (kind) {
            case "POST payments" -> createPayment(body);
            case "GET payments" -> path.length == 3 ? list(asked)
                    : found(payments.get(path[3]), asked.field("embed"));
            case "POST payments/refunds" -> createRefund(payments.get(path[3]), body);
            case "POST customers" -> created(identified("customer", "cst_", body));
            case "GET customers/subscriptions" -> Answer.json(200, embedded("subscriptions", subscriptions.values()
                    .stream().filter(each -> each.get("customerId").getAsString().equals(path[3])).toList()));
            case "POST customers/subscriptions" -> createSubscription(path[3], body);
            case "GET settlements" -> path.length == 3 ? list(asked, "settlements", settlements.all())
                    : settlements.named(path[3]) == null ? error(404, "Not Found", "id")
                            : Answer.json(200, settlements.named(path[3]));
            case "GET settlements/payments", "GET settlements/refunds", "GET settlements/chargebacks" ->
                    settlements.named(path[3]) == null ? error(404, "Not Found", "id")
                            : list(asked, path[4], settlements.contents(path[3], path[4]));
            case "DELETE payments" -> cancelPayment(payments.get(path[3]));
            case "DELETE customers/subscriptions" -> cancel(subscriptions.get(path[5]));
            default -> error(404, "Not Found", "");
        };
    }

    @Override
    Answer otherRequestForKey() {
        return error(400, "Bad Request", "idempotency-key");
    }

    @Override
    Answer keyInUse() {
        return error(409, "Conflict", "");
    }

    @Override
    public void pay(String paymentId) {
        payments.get(paymentId).addProperty("status", "paid");
    }

    @Override
    public void order(String paymentId) {
        payments.get(paymentId).addProperty("status", "pending");
    }

    @Override
    public void settle(String paymentId, boolean succeeds) {
        payments.get(paymentId).addProperty("status", succeeds ? "paid" : "failed");
    }

    @Override
    public void expire(String paymentId) {
        payments.get(paymentId).addProperty("status", "expired");
    }

    @Override
    public void refund(String paymentId, Money amount) {
        var refund = new JsonObject();
        refund.add("amount", amount(amount.getCurrencyUnit().getCode(), amount.getAmount().toPlainString()));
        add(payments.get(paymentId), "refunds", identified("refund", "re_", refund)).addProperty("status", "pending");
    }

    @Override
    public void failRefund(String paymentId) {
        last(payments.get(paymentId), "refunds").addProperty("status", "failed");
    }

    @Override
    public void dispute(String paymentId) {
        var chargeback = new JsonObject();
        chargeback.add("amount", payments.get(paymentId).get("amount"));
        add(payments.get(paymentId), "chargebacks", identified("chargeback", "chb_", chargeback));
    }

    @Override
    public void winDispute(String paymentId) {
        last(payments.get(paymentId), "chargebacks").addProperty("reversedAt", Instant.now().toString());
    }

    @Override
    public String renew(String paymentId) {
        JsonObject first = payments.get(paymentId);
        JsonObject subscription = subscriptions.values().stream()
                .filter(each -> each.get("customerId").equals(first.get("customerId"))).findFirst().orElseThrow();
        var payment = new JsonObject();
        for (String field : List.of("amount", "description", "metadata", "webhookUrl", "customerId")) {
            payment.add(field, subscription.get(field));
        }
        payment.add("subscriptionId", subscription.get("id"));
        payment.addProperty("sequenceType", "recurring");
        String id = stored(payment);
        pay(id);
        return id;
    }

    @Override
    public boolean isRunning(String subscription) {
        return subscriptions.get(subscription.replaceFirst(".*/", "")).get("status").getAsString().equals("active");
    }

    @Override
    public Optional<String> payOut() {
        return organizationToken == null ? Optional.empty() : Optional.of(settlements.payOut());
    }

    @Override
    public int paymentsFor(String donation) {
        return (int) payments.values().stream().filter(each -> each.getAsJsonObject("metadata").get("donation")
                .getAsString().equals(donation)).count();
    }

    @Override
    public Sent notification(String paymentId) {
        return new Sent(Map.of("content-type", "application/x-www-form-urlencoded"),
                ("id=" + paymentId).getBytes(StandardCharsets.UTF_8));
    }

    /** Notifies twice, on a thread of its own, as gateways do. */
    public void tell(String paymentId) {
        if (webhook != null) {
            Thread.ofVirtual().start(() -> {
                deliver(webhook, notification(paymentId));
                deliver(webhook, notification(paymentId));
            });
        }
    }

    private Answer createPayment(JsonObject body) {
        if (isRefusing()) {
            return error(422, "Unprocessable Entity", "amount");
        }
        if (body.has("webhookUrl") && body.get("webhookUrl").getAsString().matches("https?://(localhost|127\\.).*")) {
            return error(422, "Unprocessable Entity", "webhookUrl");
        }
        for (String needed : NEEDED) {
            if (!body.has(needed)) {
                return error(422, "Unprocessable Entity", needed);
            }
        }
        if (!body.getAsJsonObject("amount").get("value").getAsString().matches("\\d+\\.\\d\\d")
                || body.get("description").getAsString().length() > 255) {
            return error(422, "Unprocessable Entity", "amount");
        }
        return created(payments.get(stored(body)));
    }

    private Answer createRefund(JsonObject payment, JsonObject body) {
        if (payment == null || !body.has("metadata")) {
            return error(422, "Unprocessable Entity", "metadata");
        }
        double left = value(payment) - refunded(payment);
        if (value(body) > left + 0.001) {
            return error(422, "Unprocessable Entity", "amount");
        }
        JsonObject refund = add(payment, "refunds", identified("refund", "re_", body));
        refund.addProperty("status", "pending");
        return created(refund);
    }

    private Answer createSubscription(String customer, JsonObject body) {
        JsonObject subscription = identified("subscription", "sub_", body);
        subscription.addProperty("customerId", customer);
        subscription.addProperty("status", "active");
        subscriptions.put(subscription.get("id").getAsString(), subscription);
        return created(subscription);
    }

    private static Answer cancel(JsonObject subscription) {
        if (subscription == null || subscription.get("status").getAsString().equals("canceled")) {
            return error(410, "Gone", "");
        }
        subscription.addProperty("status", "canceled");
        return Answer.json(200, subscription);
    }

    private static Answer cancelPayment(JsonObject payment) {
        if (payment == null || !payment.get("status").getAsString().equals("open")) {
            return error(422, "Unprocessable Entity", "");
        }
        payment.addProperty("status", "canceled");
        return Answer.json(200, payment);
    }

    /** Mollie's own page, as far as a test needs one. */
    private Answer hosted(Asked asked, String id) {
        if (asked.method().equals("GET")) {
            return detour(asked).orElseGet(() -> new Answer(200, "<form method=post><button name=action value=pay>Pay"
                    + "</button><button name=action value=cancel>Cancel</button></form>", null));
        }
        JsonObject payment = payments.get(id);
        if (asked.field("action").equals("cancel")) {
            payment.addProperty("status", "canceled");
            tell(id);
            return new Answer(303, "", payment.get(payment.has("cancelUrl") ? "cancelUrl" : "redirectUrl").getAsString());
        }
        pay(id);
        tell(id);
        return new Answer(303, "", payment.get("redirectUrl").getAsString());
    }

    private String stored(JsonObject body) {
        JsonObject payment = identified("payment", "tr_", body);
        String id = payment.get("id").getAsString();
        payment.addProperty("status", "open");
        payment.addProperty("createdAt", Instant.now().toString());
        var embedded = new JsonObject();
        embedded.add("refunds", new JsonArray());
        embedded.add("chargebacks", new JsonArray());
        payment.add("_embedded", embedded);
        var checkout = new JsonObject();
        checkout.addProperty("href", base() + "/checkout/" + id);
        var links = new JsonObject();
        links.add("checkout", checkout);
        payment.add("_links", links);
        payments.put(id, payment);
        return id;
    }

    private Answer list(Asked asked) {
        return list(asked, "payments", List.copyOf(payments.values()).reversed().stream()
                .map(each -> summed(each, "")).toList());
    }

    /** A page at a time. */
    private Answer list(Asked asked, String kind, List<JsonObject> all) {
        var newest = new ArrayList<>(all);
        String from = asked.field("from");
        while (!from.isEmpty() && !newest.isEmpty() && !newest.getFirst().get("id").getAsString().equals(from)) {
            newest.removeFirst();
        }
        int limit = Math.min(2, Integer.parseInt(asked.field("limit")));
        JsonObject answer = embedded(kind, newest.stream().limit(limit).map(each -> told(each, FIELDS)).toList());
        var links = new JsonObject();
        if (newest.size() > limit) {
            var next = new JsonObject();
            next.addProperty("href", base() + asked.path() + "?from=" + newest.get(limit).get("id").getAsString()
                    + "&limit=" + limit);
            links.add("next", next);
        }
        answer.add("_links", links);
        return Answer.json(200, answer);
    }

    private static JsonObject embedded(String name, List<? extends JsonElement> found) {
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

    private static JsonObject last(JsonObject payment, String name) {
        JsonArray all = embeddedOf(payment, name);
        return all.get(all.size() - 1).getAsJsonObject();
    }

    private static double value(JsonObject from) {
        return from.getAsJsonObject("amount").get("value").getAsDouble();
    }

    static JsonObject amount(String currency, String value) {
        var amount = new JsonObject();
        amount.addProperty("currency", currency);
        amount.addProperty("value", value);
        return amount;
    }

    private static JsonObject identified(String resource, String prefix, JsonObject body) {
        JsonObject made = body.deepCopy();
        made.addProperty("resource", resource);
        made.addProperty("id", prefix + UUID.randomUUID().toString().replace("-", ""));
        return made;
    }

    private static Answer created(JsonObject made) {
        return Answer.json(201, made);
    }

    private Answer found(JsonObject found, String embed) {
        return found == null ? error(404, "Not Found", "id") : Answer.json(200, told(summed(found, embed), FIELDS));
    }

    /** Refunds and chargebacks only where they were asked for; else what they sum up to. */
    private static JsonObject summed(JsonObject payment, String embed) {
        JsonObject summed = payment.deepCopy();
        if (embed.isEmpty()) {
            summed.remove("_embedded");
        }
        String currency = payment.getAsJsonObject("amount").get("currency").getAsString();
        double refunded = refunded(payment);
        double chargedBack = embeddedOf(payment, "chargebacks").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(each -> !each.has("reversedAt")).mapToDouble(MollieServer::value).sum();
        if (refunded > 0) {
            summed.add("amountRefunded", amount(currency, String.format(Locale.ROOT, "%.2f", refunded)));
        }
        if (chargedBack > 0) {
            summed.add("amountChargedBack", amount(currency, String.format(Locale.ROOT, "%.2f", chargedBack)));
        }
        return summed;
    }

    private static double refunded(JsonObject payment) {
        return embeddedOf(payment, "refunds").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(each -> !each.get("status").getAsString().equals("failed")).mapToDouble(MollieServer::value)
                .sum();
    }

    private static Answer error(int status, String title, String field) {
        var error = new JsonObject();
        error.addProperty("status", status);
        error.addProperty("title", title);
        error.addProperty("detail", "about donor@example.org and key_secret");
        if (!field.isEmpty()) {
            error.addProperty("field", field);
        }
        return Answer.json(status, error);
    }
}
