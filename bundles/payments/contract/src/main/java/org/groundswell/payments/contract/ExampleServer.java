package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.joda.money.Money;

/**
 * A gateway of the simplest kind, for a first provider of one's own: payments, refunds and signed notifications, all in
 * minor units, nothing monthly. Calls carry {@code Authorization: Bearer} and the key.
 *
 * <p>{@code POST /payments} with {@code reference}, {@code amount}, {@code currency}, {@code returnUrl},
 * {@code cancelUrl} and {@code webhookUrl} opens one; {@code GET /payments/ID} tells of it; {@code DELETE /payments/ID}
 * ends one that nobody has paid; {@code GET /payments?from=CURSOR} lists all;
 * {@code POST /payments/ID/refunds} with {@code amount} gives back. Writes take an {@code Idempotency-Key}.
 */
public final class ExampleServer extends LocalServer implements GatewayControl {
    /** In this header of a notification stands the HMAC-SHA256 of its body, in hexadecimal. */
    public static final String SIGNATURE = "example-signature";
    private static final int PAGE = 2;
    private static final Fields FIELDS = new Fields("amount", new JsonPrimitive("9".repeat(400)), "created",
            new JsonPrimitive("1601-01-01T00:00:00Z"), new JsonPrimitive("2026-13-45T99:00:00Z"));

    private final String key;
    private final String webhookKey;
    private final Map<String, Payment> payments = new LinkedHashMap<>();

    /** Starts it. @param key for calls @param webhookKey for notifications */
    public ExampleServer(String key, String webhookKey) {
        this.key = key;
        this.webhookKey = webhookKey;
    }

    private static final class Payment {
        private final JsonObject asked;
        private final String created = Instant.now().toString();
        private final List<Long> refunds = new ArrayList<>();
        private String status = "open";

        Payment(JsonObject asked) {
            this.asked = asked;
        }

        long refunded() {
            return refunds.stream().mapToLong(Long::longValue).sum();
        }

        JsonObject json(String id, String base) {
            var json = new JsonObject();
            json.addProperty("id", id);
            json.addProperty("status", status);
            json.add("reference", asked.get("reference"));
            json.add("amount", asked.get("amount"));
            json.add("currency", asked.get("currency"));
            json.addProperty("refunded", refunded());
            json.addProperty("created", created);
            json.addProperty("checkout", base + "/pay/" + id);
            return json;
        }
    }

    @Override
    Answer answer(Asked asked) {
        if (!("Bearer " + key).equals(asked.headers().get("authorization"))) {
            return refused(401, "wrong_key");
        }
        String[] path = asked.path().substring(1).split("/");
        boolean posted = asked.method().equals("POST");
        if (path.length == 1) {
            return posted ? opened(JsonParser.parseString(asked.body()).getAsJsonObject()) : list(asked.field("from"));
        }
        Payment payment = payments.get(path[1]);
        if (payment == null) {
            return refused(404, "unknown_payment");
        }
        if (asked.method().equals("DELETE")) {
            return canceled(path[1], payment);
        }
        return posted ? refunded(path[1], payment, JsonParser.parseString(asked.body()).getAsJsonObject())
                : Answer.json(200, told(path[1]));
    }

    @Override
    Answer otherRequestForKey() {
        return refused(422, "key_used_for_something_else");
    }

    @Override
    Answer keyInUse() {
        return refused(409, "key_in_use");
    }

    private Answer opened(JsonObject wanted) {
        if (isRefusing()) {
            return refused(422, "amount_not_taken");
        }
        String id = "ex_" + UUID.randomUUID().toString().replace("-", "");
        payments.put(id, new Payment(wanted));
        return Answer.json(201, told(id));
    }

    private Answer canceled(String id, Payment payment) {
        if (!payment.status.equals("open")) {
            return refused(422, "not_open");
        }
        payment.status = "canceled";
        return Answer.json(200, told(id));
    }

    private Answer refunded(String id, Payment payment, JsonObject wanted) {
        long amount = wanted.get("amount").getAsLong();
        if (payment.refunded() + amount > payment.asked.get("amount").getAsLong()) {
            return refused(422, "too_much");
        }
        payment.refunds.add(amount);
        return Answer.json(201, told(id));
    }

    private Answer list(String from) {
        List<String> ids = List.copyOf(payments.keySet());
        int begin = from.isEmpty() ? 0 : Integer.parseInt(from);
        int end = Math.min(ids.size(), begin + PAGE);
        var page = new JsonObject();
        var told = new JsonArray();
        ids.subList(begin, end).forEach(id -> told.add(told(id)));
        page.add("payments", told);
        if (end < ids.size()) {
            page.addProperty("next", String.valueOf(end));
        }
        return Answer.json(200, page);
    }

    private JsonElement told(String id) {
        return told(payments.get(id).json(id, base()), FIELDS);
    }

    private static Answer refused(int status, String error) {
        var body = new JsonObject();
        body.addProperty("error", error);
        return Answer.json(status, body);
    }

    @Override
    public synchronized void pay(String paymentId) {
        payments.get(paymentId).status = "paid";
    }

    @Override
    public synchronized void order(String paymentId) {
        payments.get(paymentId).status = "pending";
    }

    @Override
    public synchronized void settle(String paymentId, boolean succeeds) {
        payments.get(paymentId).status = succeeds ? "paid" : "failed";
    }

    @Override
    public synchronized void expire(String paymentId) {
        payments.get(paymentId).status = "expired";
    }

    @Override
    public synchronized void refund(String paymentId, Money amount) {
        Payment payment = payments.get(paymentId);
        // It keeps one currency for a payment, whatever the charity asks for.
        if (amount.getCurrencyUnit().getCode().equals(payment.asked.get("currency").getAsString())) {
            payment.refunds.add(amount.getAmountMinorLong());
        }
    }

    @Override
    public synchronized void failRefund(String paymentId) {
        payments.get(paymentId).refunds.removeLast();
    }

    @Override
    public synchronized void dispute(String paymentId) {
        payments.get(paymentId).status = "disputed";
    }

    @Override
    public synchronized void winDispute(String paymentId) {
        payments.get(paymentId).status = "paid";
    }

    @Override
    public String renew(String paymentId) {
        throw new UnsupportedOperationException("nothing is monthly here");
    }

    @Override
    public boolean isRunning(String subscription) {
        return false;
    }

    @Override
    public Sent notification(String paymentId) {
        byte[] body = ("{\"payment\":\"" + paymentId + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Sent(Map.of(SIGNATURE, signature(body)), body);
    }

    @Override
    public synchronized int paymentsFor(String donation) {
        return (int) payments.values().stream()
                .filter(each -> donation.equals(each.asked.get("reference").getAsString())).count();
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
