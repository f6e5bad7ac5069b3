package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.payments.contract.StripeBook.Intent;
import org.groundswell.payments.contract.StripeBook.Session;
import org.joda.money.Money;

/**
 * As much of Stripe as a charity needs, on the loopback, after its published documentation: docs.stripe.com/api
 * (checkout sessions, payment intents, charges, refunds, disputes, invoices, invoice payments, subscriptions, payouts,
 * balance transactions, errors, idempotent requests, pagination, expanding) and docs.stripe.com/webhooks.
 */
public final class StripeServer extends LocalServer implements GatewayControl {
    private static final Fields SESSION = new Fields("amount_total", new JsonPrimitive(
            new BigDecimal("1e999999999")), "created", new JsonPrimitive(0), new JsonPrimitive(Long.MAX_VALUE));
    private static final Fields MOVED = new Fields("amount", new JsonPrimitive(new BigDecimal("1e999999999")), "created",
            new JsonPrimitive(0), new JsonPrimitive(Long.MAX_VALUE));
    private static final int MOVED_A_PAGE = 3;
    private final String key;
    private final String webhookSecret;
    private final StripeBook book = new StripeBook();
    private final StripeBalance balance = new StripeBalance(book);
    private volatile URI webhook;

    /**
     * @param key           what requests have to carry
     * @param webhookSecret what notifications are signed with
     */
    public StripeServer(String key, String webhookSecret) {
        this.key = key;
        this.webhookSecret = webhookSecret;
    }

    /** From now on everything that a donor does on the hosted page is notified there, twice. */
    public void notifyAt(URI address) {
        webhook = address;
    }

    @Override
    Answer answer(Asked asked) {
        String[] path = asked.path().split("/");
        if (path[1].equals("c")) {
            return hosted(asked, path[path.length - 1]);
        }
        if (!("Bearer " + key).equals(asked.headers().get("authorization"))) {
            return error(401, "api_key_invalid", "");
        }
        if (asked.method().equals("POST") && !asked.headers().getOrDefault("content-type", "").startsWith(
                "application/x-www-form-urlencoded")) {
            return error(400, "parameter_unknown", "json");
        }
        String id = path[path.length - 1];
        return switch (asked.method() + " " + path[2]) {
            case "POST checkout" -> path.length == 6 ? expireSession(path[4]) : createSession(asked);
            case "GET checkout" -> id.equals("sessions")
                    ? list(book.sessions.values().stream().filter(matches(asked)).map(each -> book.json(each,
                            asked.field("expand[]"))).toList(), asked)
                    : found(book.sessions.get(id), each -> told(book.json(each, asked.field("expand[]")), SESSION));
            case "GET payment_intents" -> found(book.intents.get(id), each -> book.json(each,
                    asked.field("expand[]")));
            case "GET invoices" -> id.equals("invoices")
                    ? list(book.invoices.values().stream().map(book::json).toList(), asked)
                    : found(book.invoices.get(id), book::json);
            case "GET invoice_payments" -> list(book.invoices.values().stream()
                    .filter(each -> each.intent.equals(asked.field("payment[payment_intent]")))
                    .map(StripeBook::payment).toList(), asked);
            case "GET refunds" -> list(intent(asked).refunds.stream().map(StripeBook::json).toList(), asked);
            case "GET disputes" -> list(intent(asked).disputes.stream().map(StripeBook::json).toList(), asked);
            case "GET payouts" -> id.equals("payouts") ? list(balance.payoutsSince(asked.field("created[gte]")), asked)
                    : found(balance.payout(id), each -> each);
            case "GET balance_transactions" -> moved(asked);
            case "GET charges" -> found(balance.chargeNamed(id), each -> each);
            case "POST refunds" -> createRefund(asked);
            case "DELETE subscriptions" -> book.running.remove(id) ? Answer.json(200, new JsonObject())
                    : error(404, "resource_missing", "id");
            default -> error(404, "resource_missing", "path");
        };
    }

    @Override
    Answer otherRequestForKey() {
        return error(400, "idempotency_error", "");
    }

    @Override
    Answer keyInUse() {
        return error(409, "idempotency_key_in_use", "");
    }

    @Override
    public void pay(String paymentId) {
        Session session = book.sessions.get(paymentId);
        session.status = "complete";
        session.paymentStatus = "paid";
        Intent intent = book.intent(session, "succeeded");
        if (session.monthly) {
            session.subscription = "sub_" + session.id.substring(3);
            book.running.add(session.subscription);
            session.invoice = book.invoice(session, intent, "subscription_create").id;
        } else {
            session.intent = intent.id;
        }
    }

    @Override
    public void order(String paymentId) {
        Session session = book.sessions.get(paymentId);
        session.status = "complete";
        session.intent = book.intent(session, "processing").id;
    }

    @Override
    public void settle(String paymentId, boolean succeeds) {
        Session session = book.sessions.get(paymentId);
        book.intents.get(session.intent).status = succeeds ? "succeeded" : "requires_payment_method";
        session.paymentStatus = succeeds ? "paid" : "unpaid";
    }

    @Override
    public void expire(String paymentId) {
        book.sessions.get(paymentId).status = "expired";
    }

    @Override
    public void refund(String paymentId, Money amount) {
        intent(paymentId).refund(amount.getAmountMinorLong(), amount.getCurrencyUnit().getCode().toLowerCase(
                Locale.ROOT));
    }

    @Override
    public void failRefund(String paymentId) {
        intent(paymentId).refunds.getLast().status = "failed";
    }

    @Override
    public void dispute(String paymentId) {
        intent(paymentId).dispute("needs_response");
    }

    @Override
    public void winDispute(String paymentId) {
        intent(paymentId).disputes.getLast().status = "won";
    }

    @Override
    public String renew(String paymentId) {
        Session session = book.sessions.get(paymentId);
        return book.invoice(session, book.intent(session, "succeeded"), "subscription_cycle").id;
    }

    @Override
    public boolean isRunning(String subscription) {
        return book.running.contains(subscription);
    }

    @Override
    public Optional<String> payOut() {
        return Optional.of(balance.payOut(true));
    }

    /** One that the charity has asked for by hand. */
    public String payOutByHand() {
        return balance.payOut(false);
    }

    /** The bank does not take it. */
    public void failPayout(String payoutId) {
        balance.fail(payoutId);
    }

    /** Something that belongs to no payment, such as {@code stripe_fee} or {@code reserve_transaction}. */
    public void move(String type, long minor) {
        balance.move(type, minor);
    }

    @Override
    public int paymentsFor(String donation) {
        return (int) book.sessions.values().stream().filter(each -> each.donation.equals(donation)).count();
    }

    @Override
    public Sent notification(String paymentId) {
        JsonObject object;
        if (paymentId.startsWith("in_")) {
            object = book.json(book.invoices.get(paymentId));
        } else {
            Session session = book.sessions.get(paymentId);
            Intent intent = book.intentOf(session);
            object = intent == null || intent.refunds.isEmpty() ? book.json(session, "")
                    : StripeBook.json(intent.refunds.getLast());
        }
        var event = new JsonObject();
        event.addProperty("id", "evt_" + UUID.randomUUID());
        event.addProperty("object", "event");
        event.addProperty("type", object.get("object").getAsString() + ".updated");
        var data = new JsonObject();
        data.add("object", object);
        event.add("data", data);
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        return new Sent(Map.of("stripe-signature", signature(body, Instant.now().getEpochSecond())), body);
    }

    /** The header's value for a body at a moment. */
    public String signature(byte[] body, long seconds) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body)) + ",v0=00";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer createSession(Asked asked) {
        boolean monthly = asked.field("mode").equals("subscription");
        if (isRefusing()) {
            return error(400, "amount_too_small", "");
        }
        String price = "line_items[0][price_data]";
        for (String needed : List.of("mode", "success_url", price + "[currency]", price + "[unit_amount]",
                price + "[product_data][name]")) {
            if (asked.field(needed).isEmpty()) {
                return error(400, "parameter_missing", needed);
            }
        }
        if (!asked.field(price + "[unit_amount]").matches("\\d+") || !asked.field(price + "[currency]").matches(
                "[a-z]{3}") || monthly == asked.field(price + "[recurring][interval]").isEmpty()
                || monthly && !asked.field("submit_type").isEmpty() || asked.headers().get("stripe-version") == null
                || asked.field((monthly ? "subscription_data" : "payment_intent_data") + "[metadata][donation]")
                        .isEmpty()) {
            return error(400, "parameter_invalid", price);
        }
        Session session = book.session(asked.field("metadata[donation]"), monthly,
                asked.field(price + "[currency]"), Long.parseLong(asked.field(price + "[unit_amount]")),
                asked.field("success_url"), base());
        session.cancelUrl = asked.field("cancel_url");
        return Answer.json(200, book.json(session, ""));
    }

    private Answer expireSession(String id) {
        Session session = book.sessions.get(id);
        if (session == null || !session.status.equals("open")) {
            return error(400, "resource_missing", "session");
        }
        session.status = "expired";
        return Answer.json(200, book.json(session, ""));
    }

    private Answer createRefund(Asked asked) {
        Intent intent = book.intents.get(asked.field("payment_intent"));
        long amount = Long.parseLong(asked.field("amount"));
        return intent == null || amount > intent.amount - intent.refunded() ? error(400, "charge_already_refunded",
                "amount") : Answer.json(200, StripeBook.json(intent.refund(amount, intent.currency)));
    }

    /** Stripe's own page, as far as a test needs one. */
    private Answer hosted(Asked asked, String id) {
        if (asked.method().equals("GET")) {
            return detour(asked).orElseGet(() -> new Answer(200, "<form method=post><button name=action value=pay>Pay"
                    + "</button><button name=action value=cancel>Cancel</button></form>", null));
        }
        Session session = book.sessions.get(id);
        if (asked.field("action").equals("cancel")) {
            // The session stays open (docs.stripe.com/api/checkout/sessions/create, cancel_url).
            return new Answer(303, "", session.cancelUrl);
        }
        if (!session.status.equals("open")) {
            return new Answer(410, "This page has expired", null);
        }
        pay(id);
        tell(id);
        return new Answer(303, "", session.successUrl);
    }

    /** Notifies twice, on a thread of its own, as gateways do. */
    public void tell(String paymentId) {
        if (webhook != null) {
            Sent sent = notification(paymentId);
            Thread.ofVirtual().start(() -> {
                deliver(webhook, sent);
                deliver(webhook, sent);
            });
        }
    }

    private Intent intent(Asked asked) {
        return book.intents.get(asked.field("payment_intent"));
    }

    private Intent intent(String paymentId) {
        return paymentId.startsWith("in_") ? book.intents.get(book.invoices.get(paymentId).intent)
                : book.intentOf(book.sessions.get(paymentId));
    }

    private static Predicate<Session> matches(Asked asked) {
        return session -> (asked.field("payment_intent").isEmpty()
                || asked.field("payment_intent").equals(session.intent))
                && (asked.field("subscription").isEmpty() || asked.field("subscription").equals(session.subscription));
    }

    private Answer moved(Asked asked) {
        JsonObject payout = balance.payout(asked.field("payout"));
        return payout == null ? error(404, "resource_missing", "payout")
                : payout.get("automatic").getAsBoolean() ? list(balance.linesOf(asked.field("payout")), asked, MOVED,
                        MOVED_A_PAGE) : error(400, "parameter_invalid", "payout");
    }

    private Answer list(List<JsonObject> all, Asked asked) {
        return list(all, asked, SESSION, Integer.MAX_VALUE);
    }

    /** Newest first, a page at a time. */
    private Answer list(List<JsonObject> all, Asked asked, Fields fields, int most) {
        var newest = new ArrayList<>(all.reversed());
        String after = asked.field("starting_after");
        while (!after.isEmpty() && !newest.isEmpty() && !newest.removeFirst().get("id").getAsString().equals(after)) {
            continue;
        }
        int limit = Math.min(most, asked.field("limit").isEmpty() ? 10 : Integer.parseInt(asked.field("limit")));
        var data = new JsonArray();
        newest.stream().limit(limit).forEach(each -> data.add(told(each, fields)));
        var answer = new JsonObject();
        answer.addProperty("object", "list");
        answer.add("data", data);
        answer.addProperty("has_more", newest.size() > limit);
        return Answer.json(200, answer);
    }

    private static <T> Answer found(T found, Function<T, JsonElement> json) {
        return found == null ? error(404, "resource_missing", "id") : Answer.json(200, json.apply(found));
    }

    private static Answer error(int status, String code, String field) {
        var error = new JsonObject();
        error.addProperty("type", status == 400 || status == 404 ? "invalid_request_error" : "api_error");
        error.addProperty("code", code);
        error.addProperty("param", field);
        error.addProperty("message", "about donor@example.org and key_secret");
        var body = new JsonObject();
        body.add("error", error);
        return Answer.json(status, body);
    }
}
