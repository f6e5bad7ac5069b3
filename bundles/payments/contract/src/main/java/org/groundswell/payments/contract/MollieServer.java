package org.groundswell.payments.contract;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * As much of Mollie as a charity needs, on the loopback, after its published documentation: docs.mollie.com/reference
 * (payments, refunds, chargebacks, customers, subscriptions, settlements, webhooks, idempotency, pagination, errors).
 */
public final class MollieServer extends HostedGateway {
    private static final Fields FIELDS = new Fields("amount", MollieBook.amount("EUR", "1e999999999"), "createdAt",
            new JsonPrimitive("1970-01-01T00:00:00Z"), new JsonPrimitive("+999999999-12-31T23:59:59Z"));
    private static final List<String> NEEDED = List.of("amount", "description", "redirectUrl", "metadata");
    private final String key;
    private final MollieBook book = new MollieBook();
    private final MollieSettlements settlements = new MollieSettlements(book.payments);
    private volatile String organizationToken;
    private volatile String refused = "amount";

    /** @param key what requests have to carry */
    public MollieServer(String key) {
        this.key = key;
    }

    /** From now on settlements are told to whoever has this token, and to nobody else. */
    public void tellSettlements(String token) {
        organizationToken = token;
    }

    @Override
    Answer answer(Asked asked) {
        String[] path = asked.path().split("/");
        if (path[1].equals("checkout")) {
            return hosted(asked, path[2]);
        }
        String wanted = path[2].equals("settlements") ? organizationToken : key;
        if (!("Bearer " + wanted).equals(asked.headers().get("authorization"))) {
            return MollieAnswers.error(401, "Unauthorized Request", "");
        }
        JsonObject body = asked.body().isEmpty() ? null : JsonParser.parseString(asked.body()).getAsJsonObject();
        String kind = asked.method() + " " + path[2] + (path.length > 4 ? "/" + path[4] : "");
        return switch (kind) {
            case "POST payments" -> createPayment(body);
            case "GET payments" -> path.length == 3 ? list(asked)
                    : found(book.payments.get(path[3]), asked.field("embed"));
            case "POST payments/refunds" -> createRefund(book.payments.get(path[3]), body);
            case "POST customers" -> MollieAnswers.created(MollieBook.identified("customer", "cst_", body));
            case "GET customers/subscriptions" -> Answer.json(200, MollieBook.embedded("subscriptions",
                    book.subscriptionsOf(path[3])));
            case "POST customers/subscriptions" -> MollieAnswers.created(book.subscription(path[3], body));
            case "GET settlements" -> path.length == 3 ? list(asked, "settlements", settlements.all())
                    : settlements.named(path[3]) == null ? MollieAnswers.error(404, "Not Found", "id")
                            : Answer.json(200, settlements.named(path[3]));
            case "GET settlements/payments", "GET settlements/refunds", "GET settlements/chargebacks" ->
                    settlements.named(path[3]) == null ? MollieAnswers.error(404, "Not Found", "id")
                            : list(asked, path[4], settlements.contents(path[3], path[4]));
            case "DELETE payments" -> cancelPayment(book.payments.get(path[3]));
            case "DELETE customers/subscriptions" -> cancel(book.subscriptions.get(path[5]));
            default -> MollieAnswers.error(404, "Not Found", "");
        };
    }

    @Override
    Answer otherRequestForKey() {
        return MollieAnswers.error(400, "Bad Request", "idempotency-key");
    }

    @Override
    Answer keyInUse() {
        return MollieAnswers.error(409, "Conflict", "");
    }

    @Override
    public void pay(String paymentId) {
        book.payments.get(paymentId).addProperty("status", "paid");
    }

    @Override
    public void order(String paymentId) {
        book.payments.get(paymentId).addProperty("status", "pending");
    }

    @Override
    public void settle(String paymentId, boolean succeeds) {
        book.payments.get(paymentId).addProperty("status", succeeds ? "paid" : "failed");
    }

    @Override
    public void expire(String paymentId) {
        book.payments.get(paymentId).addProperty("status", "expired");
    }

    @Override
    public void refund(String paymentId, Money amount) {
        var refund = new JsonObject();
        refund.add("amount", MollieBook.amount(amount.getCurrencyUnit().getCode(), amount.getAmount().toPlainString()));
        MollieBook.refund(book.payments.get(paymentId), refund);
    }

    @Override
    public void failRefund(String paymentId) {
        MollieBook.last(book.payments.get(paymentId), "refunds").addProperty("status", "failed");
    }

    @Override
    public void dispute(String paymentId) {
        MollieBook.chargeBack(book.payments.get(paymentId));
    }

    @Override
    public void winDispute(String paymentId) {
        MollieBook.last(book.payments.get(paymentId), "chargebacks").addProperty("reversedAt",
                Instant.now().toString());
    }

    @Override
    public String renew(String paymentId) {
        String id = book.renewed(paymentId, base());
        pay(id);
        return id;
    }

    @Override
    public boolean isRunning(String subscription) {
        return book.subscriptions.get(subscription.replaceFirst(".*/", "")).get("status").getAsString()
                .equals("active");
    }

    @Override
    public Optional<String> payOut() {
        return organizationToken == null ? Optional.empty() : Optional.of(settlements.payOut());
    }

    /** From now on every payment is refused because of this field of it. */
    public void refuse(String field) {
        refused = field;
        refuse(true);
    }

    /** Whether this payment is to be told of. */
    public boolean hasWebhook(String paymentId) {
        return book.payments.get(paymentId).has("webhookUrl");
    }

    @Override
    public int paymentsFor(String donation) {
        return (int) book.payments.values().stream().filter(each -> each.getAsJsonObject("metadata").get("donation")
                .getAsString().equals(donation)).count();
    }

    @Override
    public Sent notification(String paymentId) {
        return new Sent(Map.of("content-type", "application/x-www-form-urlencoded"),
                ("id=" + paymentId).getBytes(StandardCharsets.UTF_8));
    }

    private Answer createPayment(JsonObject body) {
        if (isRefusing()) {
            return MollieAnswers.error(422, "Unprocessable Entity", refused);
        }
        if (body.has("webhookUrl") && MollieWebhooks.isRefused(body.get("webhookUrl").getAsString())) {
            return MollieAnswers.error(422, "Unprocessable Entity", "webhookUrl");
        }
        for (String needed : NEEDED) {
            if (!body.has(needed)) {
                return MollieAnswers.error(422, "Unprocessable Entity", needed);
            }
        }
        if (!body.getAsJsonObject("amount").get("value").getAsString().matches("\\d+\\.\\d\\d")
                || body.get("description").getAsString().length() > 255) {
            return MollieAnswers.error(422, "Unprocessable Entity", "amount");
        }
        return MollieAnswers.created(book.payments.get(book.stored(body, base())));
    }

    private Answer createRefund(JsonObject payment, JsonObject body) {
        if (payment == null || !body.has("metadata")) {
            return MollieAnswers.error(422, "Unprocessable Entity", "metadata");
        }
        double left = MollieBook.value(payment) - MollieBook.refunded(payment);
        if (MollieBook.value(body) > left + 0.001) {
            return MollieAnswers.error(422, "Unprocessable Entity", "amount");
        }
        return MollieAnswers.created(MollieBook.refund(payment, body));
    }

    private static Answer cancel(JsonObject subscription) {
        if (subscription == null || subscription.get("status").getAsString().equals("canceled")) {
            return MollieAnswers.error(410, "Gone", "");
        }
        subscription.addProperty("status", "canceled");
        return Answer.json(200, subscription);
    }

    private static Answer cancelPayment(JsonObject payment) {
        if (payment == null || !payment.get("status").getAsString().equals("open")) {
            return MollieAnswers.error(422, "Unprocessable Entity", "");
        }
        payment.addProperty("status", "canceled");
        return Answer.json(200, payment);
    }

    @Override
    Answer cancelled(String paymentId) {
        JsonObject payment = book.payments.get(paymentId);
        payment.addProperty("status", "canceled");
        tell(paymentId);
        return new Answer(303, "", payment.get(payment.has("cancelUrl") ? "cancelUrl" : "redirectUrl").getAsString());
    }

    @Override
    Answer paid(String paymentId) {
        pay(paymentId);
        tell(paymentId);
        return new Answer(303, "", book.payments.get(paymentId).get("redirectUrl").getAsString());
    }

    private Answer list(Asked asked) {
        return list(asked, "payments", List.copyOf(book.payments.values()).reversed().stream()
                .map(each -> MollieBook.summed(each, "")).toList());
    }

    private Answer list(Asked asked, String kind, List<JsonObject> all) {
        return MollieAnswers.page(asked, base(), kind, all, each -> told(each, FIELDS));
    }

    private Answer found(JsonObject found, String embed) {
        return found == null ? MollieAnswers.error(404, "Not Found", "id")
                : Answer.json(200, told(MollieBook.summed(found, embed), FIELDS));
    }
}
